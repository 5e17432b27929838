package io.tastelake.contracts.lake;

import java.net.URI;
import java.util.List;

/**
 * The table {@code interactions}: one row per event, current state by joining an actor's rows.
 *
 * <p>Files are sorted by {@link #ACTOR_HASH}, actor kind, actor id and log offset. Segments are the
 * only partition: streams append to {@link #FRESH}, maintenance moves rows on into others.
 */
public final class InteractionsTable {

  /** The table's folder below the lake's root. */
  public static final String NAME = "interactions";

  /** Delta domain metadata that holds the {@link LogPosition}. */
  public static final String POSITION_DOMAIN = "tastelake.log-position";

  /** Delta domain metadata that holds the {@link EventTotals} of the position beside it. */
  public static final String TOTALS_DOMAIN = "tastelake.event-totals";

  /** The segment that streams append to; no DELETE ever names it. */
  public static final String FRESH = "fresh";

  /** Delta's property of how long the table's log keeps commits. */
  public static final String LOG_RETENTION = "delta.logRetentionDuration";

  /** Delta's property of how long the table's log names replaced files; at most as long. */
  public static final String REPLACED_RETENTION = "delta.deletedFileRetentionDuration";

  /**
   * A day longer than replaced files are kept by default, so that who deletes them finds them
   * named. There is a commit every second or two, and each passes the names of all that are kept.
   */
  public static final String RETENTION = "interval 49 hours";

  public static final String ACTOR_HASH = "actor_hash";
  public static final String LOG_PARTITION = "log_partition";
  public static final String LOG_OFFSET = "log_offset";
  public static final String DATABASE = "database_id";
  public static final String ACTOR_KIND = "actor_kind";
  public static final String ACTOR_ID = "actor_id";
  public static final String OPERATION = "operation";
  public static final String INTERACTION_ID = "interaction_id";
  public static final String ITEM_ID = "item_id";
  public static final String INTERACTION_TYPE = "interaction_type";
  public static final String TIMESTAMP = "timestamp";
  public static final String PROPERTIES = "properties";
  public static final String RATING = "rating";
  public static final String USER_ID = "user_id";
  public static final String ACCEPTED_AT = "accepted_at";
  public static final String SEGMENT = "segment";

  /** The types of columns, in Delta's and Spark's common vocabulary. */
  public enum Type {
    LONG,
    INTEGER,
    STRING,
    DOUBLE,
    /** Microseconds since the Unix epoch, in UTC. */
    TIMESTAMP
  }

  /**
   * A column of the table.
   *
   * @param repetitive whether few distinct values recur, so that a dictionary pays
   */
  public record Column(String name, Type type, boolean nullable, boolean repetitive) {}

  /** All columns in their order; {@link #SEGMENT}, the partition column, is the last. */
  public static final List<Column> COLUMNS =
      List.of(
          new Column(ACTOR_HASH, Type.LONG, false, false),
          new Column(LOG_PARTITION, Type.INTEGER, false, true),
          new Column(LOG_OFFSET, Type.LONG, false, false),
          new Column(DATABASE, Type.STRING, false, true),
          new Column(ACTOR_KIND, Type.STRING, false, true),
          new Column(ACTOR_ID, Type.STRING, false, false),
          new Column(OPERATION, Type.STRING, false, true),
          new Column(INTERACTION_ID, Type.STRING, true, false),
          new Column(ITEM_ID, Type.STRING, true, false),
          new Column(INTERACTION_TYPE, Type.STRING, true, true),
          new Column(TIMESTAMP, Type.DOUBLE, true, false),
          new Column(PROPERTIES, Type.STRING, true, false),
          new Column(RATING, Type.DOUBLE, true, true),
          new Column(USER_ID, Type.STRING, true, false),
          new Column(ACCEPTED_AT, Type.TIMESTAMP, false, false),
          new Column(SEGMENT, Type.STRING, false, true));

  /**
   * Columns whose bounds find rows, in pages, files and the table's statistics. Bounds of ids would
   * find nothing, and would keep ids where no deletion looks for them.
   */
  public static final List<String> SEARCHED =
      List.of(ACTOR_HASH, LOG_PARTITION, LOG_OFFSET, OPERATION, TIMESTAMP);

  private InteractionsTable() {}

  /** Where the table lies, given the lake's root with or without a slash at its end. */
  public static String locationBelow(URI root) {
    return TableLocation.below(root, NAME);
  }
}
