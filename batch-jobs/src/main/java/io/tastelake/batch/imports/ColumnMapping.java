package io.tastelake.batch.imports;

import java.io.Serializable;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which columns interactions are read from.
 *
 * @param columns those that were named; other fields are looked for in their usual columns
 * @param properties columns by the name of the property that they become
 */
record ColumnMapping(Map<Field, String> columns, Map<String, String> properties)
    implements Serializable {

  private static final String PROPERTY = Field.PROPERTIES + ".";

  /**
   * Reads what {@code --map} was given.
   *
   * @throws IllegalArgumentException if it names what interactions do not have
   */
  static ColumnMapping parse(Map<String, String> given) {
    Map<Field, String> columns = new EnumMap<>(Field.class);
    Map<String, String> properties = new TreeMap<>();
    given.forEach(
        (word, column) -> {
          if (word.startsWith(PROPERTY) && word.length() > PROPERTY.length()) {
            properties.put(word.substring(PROPERTY.length()), column);
          } else {
            columns.put(Field.named(word).orElseThrow(() -> unknown(word)), column);
          }
        });
    if (columns.containsKey(Field.PROPERTIES) && !properties.isEmpty()) {
      throw new IllegalArgumentException(
          "--map names a column of properties and columns of single ones: name one kind.");
    }
    return new ColumnMapping(new HashMap<>(columns), properties);
  }

  private static IllegalArgumentException unknown(String word) {
    return new IllegalArgumentException(
        "--map knows no '%s': write %s or properties.NAME before the '='."
            .formatted(word, Field.words()));
  }

  /** The column of {@code field}, named or usual. */
  String column(Field field) {
    boolean replaced = field == Field.PROPERTIES && !properties.isEmpty();
    return replaced ? null : columns.getOrDefault(field, field.defaultColumn());
  }

  /** All columns that may be read. */
  Set<String> wanted() {
    Set<String> wanted = new TreeSet<>(properties.values());
    for (Field field : Field.values()) {
      if (column(field) != null) {
        wanted.add(column(field));
      }
    }
    return wanted;
  }

  /**
   * Makes sure that a file with these columns can hold interactions.
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
    boolean actor = has(Field.USER, header) || has(Field.SESSION, header);
    if (!actor) {
      throw missing("user_id or session_id", Field.USER, header);
    }
    for (Field field : List.of(Field.ITEM, Field.TYPE, Field.TIMESTAMP)) {
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
