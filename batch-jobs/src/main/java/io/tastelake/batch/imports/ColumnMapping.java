package io.tastelake.batch.imports;

import java.io.Serializable;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which columns interactions, ratings or entries of a catalogue are read from.
 *
 * @param imported which of these
 * @param columns those that were named; other fields are looked for in their usual columns
 * @param properties columns by the name of the property that they become
 * @param usual properties that are read from the columns of their names where there are such; only
 *     if no column was named
 */
record ColumnMapping(
    Imported imported,
    Map<Field, String> columns,
    Map<String, String> properties,
    Set<String> usual)
    implements Serializable {

  private static final String PROPERTY = Field.PROPERTIES + ".";

  /**
   * Reads what {@code --map} was given.
   *
   * @throws IllegalArgumentException if it names what they do not have
   */
  static ColumnMapping parse(Map<String, String> given, Imported imported) {
    Map<Field, String> columns = new EnumMap<>(Field.class);
    Map<String, String> properties = new TreeMap<>();
    given.forEach(
        (word, column) -> {
          boolean property = word.startsWith(PROPERTY) && word.length() > PROPERTY.length();
          if (property && imported.haveProperties()) {
            properties.put(word.substring(PROPERTY.length()), column);
          } else {
            Field field =
                Field.named(word)
                    .filter(imported.fields()::contains)
                    .orElseThrow(() -> unknown(word, imported));
            columns.put(field, column);
          }
        });
    if (columns.containsKey(Field.PROPERTIES) && !properties.isEmpty()) {
      throw new IllegalArgumentException(
          "--map names a column of properties and columns of single ones: name one kind.");
    }
    return new ColumnMapping(imported, new HashMap<>(columns), properties, Set.of());
  }

  /** The same, where no column of a property was named with those of these names. */
  ColumnMapping orUsual(Collection<String> names) {
    return properties.isEmpty()
        ? new ColumnMapping(imported, columns, properties, new TreeSet<>(names))
        : this;
  }

  /** Columns by the name of the property that they become, if there are such columns. */
  Map<String, String> readProperties() {
    return properties.isEmpty()
        ? usual.stream().collect(Collectors.toMap(Function.identity(), Function.identity()))
        : properties;
  }

  private static IllegalArgumentException unknown(String word, Imported imported) {
    return new IllegalArgumentException(
        "--map knows no '%s' for %s: write %s before the '='."
            .formatted(word, imported, imported.words()));
  }

  /** The column of {@code field}, named or usual; null if there can be none. */
  String column(Field field) {
    boolean replaced = field == Field.PROPERTIES && !properties.isEmpty();
    return replaced || !imported.fields().contains(field)
        ? null
        : columns.getOrDefault(field, field.defaultColumn());
  }

  /** All columns that may be read. */
  Set<String> wanted() {
    Set<String> wanted = new TreeSet<>(readProperties().values());
    for (Field field : Field.values()) {
      if (column(field) != null) {
        wanted.add(column(field));
      }
    }
    return wanted;
  }

  /**
   * Makes sure that a file with these columns can be imported.
   *
   * @param constants fields that need no column
   * @throws UnsuitableFileException if it cannot; the message continues one about the file
   */
  void requireIn(Collection<String> header, Set<Field> constants) {
    requireNamed(columns.values(), header);
    requireNamed(properties.values(), header);
    for (String column : wanted()) {
      if (header.stream().filter(column::equals).count() > 1) {
        throw new UnsuitableFileException("two of its columns are called '%s'".formatted(column));
      }
    }
    if (imported.actors().stream().noneMatch(field -> has(field, header))) {
      throw missing(
          imported.actors().stream().map(Field::defaultColumn).collect(Collectors.joining(" or ")),
          imported.actors().get(0),
          header);
    }
    if (!usual.isEmpty() && usual.stream().noneMatch(header::contains)) {
      throw new UnsuitableFileException(
          "none of its columns is called like a property (%s), and none is named by --map properties.NAME=COLUMN; its columns are %s"
              .formatted(String.join(", ", usual), String.join(", ", header)));
    }
    for (Field field : imported.needed()) {
      if (!constants.contains(field) && !has(field, header)) {
        throw missing(field.defaultColumn(), field, header);
      }
    }
  }

  private boolean has(Field field, Collection<String> header) {
    return header.contains(column(field));
  }

  private static void requireNamed(Collection<String> named, Collection<String> header) {
    for (String column : named) {
      if (!header.contains(column)) {
        throw new UnsuitableFileException(
            "it has no column '%s', which --map names; its columns are %s"
                .formatted(column, String.join(", ", header)));
      }
    }
  }

  private static UnsuitableFileException missing(
      String column, Field field, Collection<String> header) {
    boolean constant = field == Field.TYPE || field == Field.TIMESTAMP;
    return new UnsuitableFileException(
        "it has no column %s, and none is named by --map %s=COLUMN%s; its columns are %s"
            .formatted(
                column,
                field,
                constant ? " and no value by --" + field : "",
                String.join(", ", header)));
  }
}
