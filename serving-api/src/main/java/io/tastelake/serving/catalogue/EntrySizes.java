package io.tastelake.serving.catalogue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.ErrorName;

/** How much entries may hold: whoever shows or changes them has them in memory. */
final class EntrySizes {

  /** Of an entry's values, as JSON. */
  static final int MAX_CHARACTERS = 64 << 10;

  private static final long MAX_BYTES_TOGETHER = 32L << 20;

  private EntrySizes() {}

  /**
   * An entry as it is stored.
   *
   * @throws ApiException {@code WrongData} if it is too large
   */
  static String stored(Subject subject, String id, ObjectNode values) {
    String json = values.toString();
    if (json.length() > MAX_CHARACTERS) {
      throw ApiException.wrongData(
          ErrorName.WRONG_DATA_TYPE,
          "The %s %s would hold %,d characters of JSON, and may hold %,d: give it fewer or shorter values."
              .formatted(subject.word(), id, json.length(), MAX_CHARACTERS));
    }
    return json;
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
