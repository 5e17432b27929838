package io.tastelake.stream.log;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.stream.engine.ValueType;
import java.util.Optional;

/**
 * What the source read at one place of the log: a row, or a dead letter, which flows on so that the
 * offset counts as passed. Immutable; the bytes of a dead letter are shared, not copied.
 */
public final class SourceRecord {

  /** Flink's view of it. */
  public static final ValueType<SourceRecord> TYPE =
      new ValueType<>(SourceRecord.class, new SourceRecordSerializer());

  /** Enough to tell one broken producer from another, and small enough for a record header. */
  private static final int MAX_REASON_LENGTH = 1000;

  private final int partition;
  private final long first;
  private final long offset;
  private final LoggedEvent row;
  private final DeadLetter deadLetter;

  SourceRecord(int partition, long first, long offset, LoggedEvent row, DeadLetter deadLetter) {
    this.partition = partition;
    this.first = first;
    this.offset = offset;
    this.row = row;
    this.deadLetter = deadLetter;
  }

  /** The record that holds {@code event}. */
  public static SourceRecord decoded(int partition, long offset, InteractionEvent event) {
    LoggedEvent row = new LoggedEvent(partition, offset, event);
    return new SourceRecord(partition, offset, offset, row, null);
  }

  /**
   * The record that no event could be read from.
   *
   * @param database the one that the record's key names, if it names one
   * @param value the record's value; null if it has none
   */
  public static SourceRecord undecodable(
      int partition, long offset, Optional<DatabaseId> database, byte[] value, String reason) {
    String brief = reason.substring(0, Math.min(reason.length(), MAX_REASON_LENGTH));
    DeadLetter letter = new DeadLetter(database.orElse(null), value, brief);
    return new SourceRecord(partition, offset, offset, null, letter);
  }

  /** This record, continuing from {@code passed}: what lies between was skipped by the log. */
  public SourceRecord continuing(long passed) {
    return passed == first ? this : new SourceRecord(partition, passed, offset, row, deadLetter);
  }

  public int partition() {
    return partition;
  }

  /** The offset from which this record continues; at most {@link #offset}. */
  public long first() {
    return first;
  }

  public long offset() {
    return offset;
  }

  /** The offset after this record. */
  public long next() {
    return offset + 1;
  }

  /** The row, unless this is a dead letter. */
  public Optional<LoggedEvent> row() {
    return Optional.ofNullable(row);
  }

  /** The dead letter, unless this is a row. */
  public Optional<DeadLetter> deadLetter() {
    return Optional.ofNullable(deadLetter);
  }

  @Override
  public String toString() {
    String content = row == null ? String.valueOf(deadLetter) : row.event().toString();
    return partition + "/" + offset + " from " + first + ": " + content;
  }

  /** A value that is no event of any known version. */
  public static final class DeadLetter {

    private final DatabaseId database;
    private final byte[] value;
    private final String reason;

    DeadLetter(DatabaseId database, byte[] value, String reason) {
      this.database = database;
      this.value = value;
      this.reason = reason;
    }

    /** The database that the record's key names, if it names one. */
    public Optional<DatabaseId> database() {
      return Optional.ofNullable(database);
    }

    /** The bytes as they stand in the log; null for a record without a value. */
    public byte[] value() {
      return value;
    }

    public String reason() {
      return reason;
    }

    @Override
    public String toString() {
      return "dead letter (" + reason + ")";
    }
  }
}
