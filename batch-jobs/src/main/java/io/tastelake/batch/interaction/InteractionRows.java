package io.tastelake.batch.interaction;

import io.tastelake.contracts.lake.InteractionsTable;
import io.tastelake.contracts.lake.InteractionsTable.Column;
import io.tastelake.contracts.lake.RowOrder;
import io.tastelake.contracts.log.MicrosecondClock;
import io.tastelake.contracts.log.ValidEvents;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.ActorHash;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.InvalidIdException;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.ChangeColumns;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.domain.interaction.Operation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Events to Spark's rows and back; ordinals follow {@link InteractionsTable#COLUMNS}. */
public final class InteractionRows {

  /** The table's columns. */
  public static final StructType SCHEMA = schema();

  private static final int PARTITION = 1;
  private static final int OFFSET = 2;
  private static final int DATABASE = 3;
  private static final int ACTOR_KIND = 4;
  private static final int ACTOR_ID = 5;
  private static final int OPERATION = 6;
  private static final int INTERACTION_ID = 7;
  private static final int ITEM_ID = 8;
  private static final int INTERACTION_TYPE = 9;
  private static final int TIMESTAMP = 10;
  private static final int PROPERTIES = 11;
  private static final int RATING = 12;
  private static final int USER_ID = 13;
  private static final int ACCEPTED_AT = 14;

  private InteractionRows() {}

  /** The columns of {@code table} in their order, whatever it has besides. */
  public static Dataset<Row> of(Dataset<Row> table) {
    return table.select(
        InteractionsTable.COLUMNS.stream()
            .map(column -> functions.col(column.name()))
            .toArray(org.apache.spark.sql.Column[]::new));
  }

  /** Whether a row is one database's; finds the files that may hold such rows. */
  public static org.apache.spark.sql.Column areOf(DatabaseId database) {
    return functions
        .col(InteractionsTable.ACTOR_HASH)
        .between(ActorHash.first(database), ActorHash.last(database))
        .and(functions.col(InteractionsTable.DATABASE).equalTo(database.value()));
  }

  /**
   * The event of a row of {@link #of}; none if it is no valid one: something other than the API
   * wrote it, and it counts for nothing.
   */
  public static Optional<LoggedEvent> event(Row row) {
    try {
      ChangeColumns columns = columns(row);
      Actor actor =
          new Actor(Actor.Kind.valueOf(row.getString(ACTOR_KIND)), row.getString(ACTOR_ID));
      long acceptedAt = MicrosecondClock.micros(row.<Instant>getAs(ACCEPTED_AT));
      if (ValidEvents.RULES.violation(actor, columns, acceptedAt).isPresent()) {
        return Optional.empty();
      }
      DatabaseId database = new DatabaseId(row.getString(DATABASE));
      InteractionEvent event = new InteractionEvent(database, actor, acceptedAt, columns.change());
      return Optional.of(new LoggedEvent(row.getInt(PARTITION), row.getLong(OFFSET), event));
    } catch (InvalidIdException e) {
      return Optional.empty();
    }
  }

  private static ChangeColumns columns(Row row) {
    return new ChangeColumns(
        Operation.valueOf(row.getString(OPERATION)),
        row.isNullAt(INTERACTION_ID)
            ? null
            : new InteractionId(UUID.fromString(row.getString(INTERACTION_ID))),
        row.isNullAt(ITEM_ID) ? null : new ItemId(row.getString(ITEM_ID)),
        row.getString(INTERACTION_TYPE),
        row.isNullAt(TIMESTAMP) ? null : (Double) row.getDouble(TIMESTAMP),
        row.getString(PROPERTIES),
        row.isNullAt(RATING) ? null : (Double) row.getDouble(RATING),
        row.isNullAt(USER_ID) ? null : new UserId(row.getString(USER_ID)));
  }

  /** The row of an event in {@code segment}. */
  public static Row row(LoggedEvent logged, String segment) {
    InteractionEvent event = logged.event();
    ChangeColumns change = ChangeColumns.of(event.change());
    return RowFactory.create(
        RowOrder.hash(logged),
        logged.partition(),
        logged.offset(),
        event.database().value(),
        event.actor().kind().name(),
        event.actor().id(),
        change.operation().name(),
        change.interaction() == null ? null : change.interaction().toString(),
        change.item() == null ? null : change.item().value(),
        change.type(),
        change.timestamp(),
        change.properties(),
        change.rating(),
        change.user() == null ? null : change.user().value(),
        MicrosecondClock.instant(event.acceptedAt()),
        segment);
  }

  private static StructType schema() {
    List<Column> columns = InteractionsTable.COLUMNS;
    StructType schema = new StructType();
    for (Column column : columns) {
      schema = schema.add(column.name(), type(column.type()), column.nullable());
    }
    return schema;
  }

  private static DataType type(InteractionsTable.Type type) {
    return switch (type) {
      case LONG -> DataTypes.LongType;
      case INTEGER -> DataTypes.IntegerType;
      case STRING -> DataTypes.StringType;
      case DOUBLE -> DataTypes.DoubleType;
      case TIMESTAMP -> DataTypes.TimestampType;
    };
  }
}
