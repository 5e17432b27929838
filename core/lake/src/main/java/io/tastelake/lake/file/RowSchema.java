package io.tastelake.lake.file;

import io.tastelake.contracts.lake.InteractionsTable;
import io.tastelake.contracts.lake.InteractionsTable.Column;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/** The Parquet schema of {@link InteractionsTable#COLUMNS}, less the partition column. */
final class RowSchema {

  static final MessageType MESSAGE = message();

  private RowSchema() {}

  private static MessageType message() {
    Types.MessageTypeBuilder message = Types.buildMessage();
    for (Column column : InteractionsTable.COLUMNS) {
      if (!column.name().equals(InteractionsTable.SEGMENT)) {
        message.addField(field(column));
      }
    }
    return message.named(InteractionsTable.NAME);
  }

  private static Type field(Column column) {
    PrimitiveTypeName primitive =
        switch (column.type()) {
          case LONG, TIMESTAMP -> PrimitiveTypeName.INT64;
          case INTEGER -> PrimitiveTypeName.INT32;
          case DOUBLE -> PrimitiveTypeName.DOUBLE;
          case STRING -> PrimitiveTypeName.BINARY;
        };
    LogicalTypeAnnotation logical =
        switch (column.type()) {
          case STRING -> LogicalTypeAnnotation.stringType();
          case TIMESTAMP -> LogicalTypeAnnotation.timestampType(true, TimeUnit.MICROS);
          case LONG, INTEGER, DOUBLE -> null;
        };
    Type.Repetition repetition =
        column.nullable() ? Type.Repetition.OPTIONAL : Type.Repetition.REQUIRED;
    return Types.primitive(primitive, repetition).as(logical).named(column.name());
  }
}
