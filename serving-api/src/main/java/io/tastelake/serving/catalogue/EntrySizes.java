package io.tastelake.serving.catalogue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.ErrorName;
import io.tastelake.store.KnownProperties;

/** How much entries may hold: whoever shows or changes them has them in memory. */
final class EntrySizes {

  private static final long MAX_BYTES_TOGETHER = 8L << 20;

  private EntrySizes() {}

  /**
   * An entry's values, if they are few enough to be stored.
   *
   * @throws ApiException {@code WrongData} if they are too large
   */
  static ObjectNode fitting(Subject subject, String id, ObjectNode values) {
    try {
      String unused = KnownProperties.json(values);
      return values;
    } catch (KnownProperties.WrongValueException e) {
      throw ApiException.wrongData(
          ErrorName.WRONG_DATA_TYPE, "The %s %s %s.".formatted(subject.word(), id, e.getMessage()));
    }
  }

  /**
   * Refuses entries that are too large together.
   *
   * @throws ApiException {@code WrongData}
   */
  static void requireRoom(Subject subject, long bytes) {
    if (bytes > MAX_BYTES_TOGETHER) {
      throw ApiException.wrongData(
          ErrorName.WRONG_DATA_TYPE,
          "These %s hold %,d MiB together, and may hold %,d in one request: name fewer at once."
              .formatted(subject.plural(), bytes >> 20, MAX_BYTES_TOGETHER >> 20));
    }
  }
}
