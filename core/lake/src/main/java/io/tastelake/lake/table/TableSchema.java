package io.tastelake.lake.table;

import io.delta.kernel.types.DataType;
import io.delta.kernel.types.DoubleType;
import io.delta.kernel.types.IntegerType;
import io.delta.kernel.types.LongType;
import io.delta.kernel.types.StringType;
import io.delta.kernel.types.StructField;
import io.delta.kernel.types.StructType;
import io.delta.kernel.types.TimestampType;
import io.tastelake.contracts.lake.InteractionsTable;
import io.tastelake.contracts.lake.InteractionsTable.Column;
import java.util.Map;

/** The table as Delta sees it: columns, properties, statistics. */
final class TableSchema {

  static final StructType COLUMNS = columns();

  /** The bounds that readers use. */
  static final StructType STATISTICS =
      new StructType()
          .add(InteractionsTable.ACTOR_HASH, LongType.LONG)
          .add(InteractionsTable.OPERATION, StringType.STRING)
          .add(InteractionsTable.TIMESTAMP, DoubleType.DOUBLE);

  static final Map<String, String> PROPERTIES =
      Map.of(
          "delta.enableDeletionVectors",
          "true",
          "delta.feature.domainMetadata",
          "supported",
          "delta.checkpointInterval",
          "10",
          InteractionsTable.LOG_RETENTION,
          InteractionsTable.RETENTION,
          InteractionsTable.REPLACED_RETENTION,
          InteractionsTable.RETENTION,
          "delta.dataSkippingStatsColumns",
          String.join(",", InteractionsTable.SEARCHED));

  private TableSchema() {}

  private static StructType columns() {
    StructType columns = new StructType();
    for (Column column : InteractionsTable.COLUMNS) {
      columns = columns.add(new StructField(column.name(), type(column.type()), column.nullable()));
    }
    return columns;
  }

  private static DataType type(InteractionsTable.Type type) {
    return switch (type) {
      case LONG -> LongType.LONG;
      case INTEGER -> IntegerType.INTEGER;
      case STRING -> StringType.STRING;
      case DOUBLE -> DoubleType.DOUBLE;
      case TIMESTAMP -> TimestampType.TIMESTAMP;
    };
  }
}
