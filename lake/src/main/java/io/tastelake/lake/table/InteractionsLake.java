package io.tastelake.lake.table;

import io.tastelake.contracts.lake.LogPosition;
import io.tastelake.domain.interaction.LoggedEvent;
import java.net.URI;
import java.util.List;

/** The table {@code interactions} below a lake's root. Thread-safe; share one per process. */
@SuppressWarnings("DoNotCallSuggester") // until the body arrives
public final class InteractionsLake implements AutoCloseable {

  /**
   * Opens the table, creating it at the start of the topic if there is none.
   *
   * @param root the lake's folder; the table is {@code root/interactions}
   * @param topicId Kafka's id of the topic {@code interactions}
   */
  public static InteractionsLake openOrCreate(URI root, String topicId) {
    throw new UnsupportedOperationException("not yet");
  }

  /**
   * Opens the table.
   *
   * @throws LakeMissingException if there is no table; says what would create it
   */
  public static InteractionsLake open(URI root) {
    throw new UnsupportedOperationException("not yet");
  }

  /** How far into the log the newest version reaches. */
  public LogPosition position() {
    throw new UnsupportedOperationException("not yet");
  }

  /**
   * Sorts {@code rows} and writes them as one file, which belongs to the table once it is
   * committed.
   *
   * @param rows at least one, in any order
   */
  public DataFile write(List<LoggedEvent> rows) {
    throw new UnsupportedOperationException("not yet");
  }

  /**
   * Adds files and moves the position in one Delta commit. An append that the position wholly
   * covers changes nothing.
   *
   * @return whether anything was committed
   * @throws PositionConflictException if the append does not continue at the position
   */
  public boolean commit(LakeAppend append) {
    throw new UnsupportedOperationException("not yet");
  }

  /** The newest version. */
  public LakeSnapshot newest() {
    throw new UnsupportedOperationException("not yet");
  }

  /**
   * One version, as it was.
   *
   * @throws LakeMissingException if that version can no longer be read
   */
  public LakeSnapshot at(long version) {
    throw new UnsupportedOperationException("not yet");
  }

  @Override
  public void close() {}
}
