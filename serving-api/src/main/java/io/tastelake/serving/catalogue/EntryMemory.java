package io.tastelake.serving.catalogue;

import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.ErrorName;
import io.tastelake.store.CatalogueEntriesTable;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * What entries of one request take in memory, weighed before it is taken. A number takes some
 * fifteen times its JSON, and what is written is there twice: as it was sent and as it is stored.
 */
final class EntryMemory {

  /** Of the entries of one write; those that it changes come on top, see {@link EntrySizes}. */
  static final long MAX_BYTES = 128L << 20;

  private static final long STEP = 1 << 20;
  private static final long ENTRY = 500;
  private static final long VALUE = 150;
  private static final long CHARACTER = 4;
  private static final long STORED_VALUE = 64;

  private final Subject subject;
  private final LongConsumer hold;
  private long written;
  private long stored;
  private long held;

  /**
   * Nothing yet.
   *
   * @param hold takes the caller's share of the memory, or refuses the request
   */
  EntryMemory(Subject subject, LongConsumer hold) {
    this.subject = subject;
    this.hold = hold;
  }

  /**
   * An entry is about to be read.
   *
   * @throws ApiException {@code WrongData} if the entries are too large together, as in all of
   *     these
   */
  void entry() {
    write(ENTRY);
  }

  /** A value is about to be read, or the name of a property, of so many characters. */
  void value(int characters) {
    write(VALUE + CHARACTER * characters);
  }

  private void write(long bytes) {
    written += bytes;
    if (written > MAX_BYTES) {
      throw ApiException.wrongData(
          ErrorName.WRONG_DATA_TYPE,
          "These %s take more than %,d MiB of memory together: send fewer %s or values at once."
              .formatted(subject.plural(), MAX_BYTES >> 20, subject.plural()));
    }
    hold();
  }

  /** Entries came from the store as JSON, and are about to become values. */
  void stored(List<CatalogueEntriesTable.Row> rows) {
    long bytes = 0;
    for (CatalogueEntriesTable.Row row : rows) {
      String json = row.properties().orElseThrow();
      long values = 1 + json.chars().filter(c -> c == ',').count();
      bytes += STORED_VALUE * values + CHARACTER * json.length();
    }
    stored = Math.max(stored, bytes);
    hold();
  }

  private void hold() {
    long now = written + stored;
    if (now >= held + STEP) {
      hold.accept(now);
      held = now;
    }
  }
}
