package io.tastelake.batch.imports;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What rows become. */
enum Imported {
  INTERACTIONS,
  RATINGS;

  static Optional<Imported> named(String name) {
    return Arrays.stream(values()).filter(each -> each.toString().equals(name)).findFirst();
  }

  /** All that a row may hold. */
  Set<Field> fields() {
    return switch (this) {
      case INTERACTIONS -> EnumSet.complementOf(EnumSet.of(Field.RATING));
      case RATINGS -> EnumSet.of(Field.USER, Field.ITEM, Field.RATING, Field.TIMESTAMP);
    };
  }

  /** Of which a row needs one. */
  List<Field> actors() {
    return switch (this) {
      case INTERACTIONS -> List.of(Field.USER, Field.SESSION);
      case RATINGS -> List.of(Field.USER);
    };
  }

  /** Which a row needs besides. */
  List<Field> needed() {
    return switch (this) {
      case INTERACTIONS -> List.of(Field.ITEM, Field.TYPE, Field.TIMESTAMP);
      case RATINGS -> List.of(Field.ITEM, Field.RATING);
    };
  }

  /** The words before the '=' of {@code --map}. */
  String words() {
    return fields().stream().map(Field::toString).collect(Collectors.joining(", "))
        + (fields().contains(Field.PROPERTIES) ? " or properties.NAME" : "");
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
