package io.tastelake.batch.imports;

import java.util.Arrays;
import java.util.Optional;

/** What an interaction or a rating consists of, as {@code --map} names it. */
enum Field {
  USER("user", "user_id"),
  SESSION("session", "session_id"),
  ITEM("item", "item_id"),
  TYPE("type", "interaction_type"),
  TIMESTAMP("timestamp", "timestamp"),
  PROPERTIES("properties", "properties"),
  RATING("rating", "rating");

  private final String word;
  private final String defaultColumn;

  Field(String word, String defaultColumn) {
    this.word = word;
    this.defaultColumn = defaultColumn;
  }

  /** The column that holds it unless another is named: the API's name of it. */
  String defaultColumn() {
    return defaultColumn;
  }

  static Optional<Field> named(String word) {
    return Arrays.stream(values()).filter(field -> field.word.equals(word)).findFirst();
  }

  @Override
  public String toString() {
    return word;
  }
}
