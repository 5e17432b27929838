package io.tastelake.batch.imports;

import io.tastelake.domain.catalogue.EntryKind;
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
  RATINGS,
  ITEMS,
  USERS;

  static Optional<Imported> named(String name) {
    return Arrays.stream(values()).filter(each -> each.toString().equals(name)).findFirst();
  }

  /** All that a row may hold. */
  Set<Field> fields() {
    return switch (this) {
      case INTERACTIONS -> EnumSet.complementOf(EnumSet.of(Field.RATING));
      case RATINGS -> EnumSet.of(Field.USER, Field.ITEM, Field.RATING, Field.TIMESTAMP);
      case ITEMS -> EnumSet.of(Field.ITEM);
      case USERS -> EnumSet.of(Field.USER);
    };
  }

  /** What entries of a catalogue describe; empty if rows are none. */
  Optional<EntryKind> entries() {
    return switch (this) {
      case ITEMS -> Optional.of(EntryKind.ITEM);
      case USERS -> Optional.of(EntryKind.USER);
      default -> Optional.empty();
    };
  }

  /** Whether single properties have columns. */
  boolean haveProperties() {
    return this != RATINGS;
  }

  /** The names, for people. */
  static String names() {
    String all = Arrays.stream(values()).map(Imported::toString).collect(Collectors.joining(", "));
    int last = all.lastIndexOf(", ");
    return all.substring(0, last) + " and " + all.substring(last + 2);
  }

  /** Of which a row needs one. */
  List<Field> actors() {
    return switch (this) {
      case INTERACTIONS -> List.of(Field.USER, Field.SESSION);
      case RATINGS, USERS -> List.of(Field.USER);
      case ITEMS -> List.of(Field.ITEM);
    };
  }

  /** Which a row needs besides. */
  List<Field> needed() {
    return switch (this) {
      case INTERACTIONS -> List.of(Field.ITEM, Field.TYPE, Field.TIMESTAMP);
      case RATINGS -> List.of(Field.ITEM, Field.RATING);
      case ITEMS, USERS -> List.of();
    };
  }

  /** The words before the '=' of {@code --map}. */
  String words() {
    return fields().stream().map(Field::toString).collect(Collectors.joining(", "))
        + (haveProperties() ? " or properties.NAME" : "");
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
