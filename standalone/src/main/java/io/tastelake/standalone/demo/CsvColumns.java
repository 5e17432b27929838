package io.tastelake.standalone.demo;

import io.tastelake.contracts.csv.CsvField;
import io.tastelake.standalone.StandaloneException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Which column of a CSV file means what, by its header; columns of no known name are properties.
 */
final class CsvColumns {

  private enum Meaning {
    USER("user(id)?"),
    ITEM("(item|movie|product)(id)?"),
    TYPE("(interaction|event)?type|event"),
    TIMESTAMP("timestamp|time"),
    STARS("rating");

    private final String names;

    Meaning(String names) {
      this.names = names;
    }
  }

  private final List<String> header;
  private final Map<Integer, Meaning> meanings = new HashMap<>();

  private CsvColumns(List<String> header) {
    this.header = header;
    for (Meaning meaning : Meaning.values()) {
      for (int column = 0; column < header.size(); column++) {
        if (plain(header.get(column)).matches(meaning.names) && !meanings.containsValue(meaning)) {
          meanings.put(column, meaning);
        }
      }
    }
  }

  /**
   * Reads the header of {@code file}.
   *
   * @throws StandaloneException if it lacks a column that is needed; says which
   */
  static CsvColumns of(List<String> header, Path file) {
    CsvColumns columns = new CsvColumns(header);
    for (Meaning needed : List.of(Meaning.USER, Meaning.ITEM, Meaning.TIMESTAMP)) {
      if (!columns.meanings.containsValue(needed)) {
        throw new StandaloneException(
            file + " cannot be loaded: it has no column for the " + plain(needed.name()) + ".",
            "Its header is: " + String.join(",", header) + ".",
            "It needs a header with userId, itemId (or movieId) and timestamp, and optionally"
                + " interaction_type or rating; all other columns become properties.");
      }
    }
    return columns;
  }

  String user(List<CsvField> fields) {
    return text(Meaning.USER, fields).orElseThrow();
  }

  String item(List<CsvField> fields) {
    return text(Meaning.ITEM, fields).orElseThrow();
  }

  String timestamp(List<CsvField> fields) {
    return text(Meaning.TIMESTAMP, fields).orElseThrow();
  }

  Optional<String> type(List<CsvField> fields) {
    return text(Meaning.TYPE, fields);
  }

  Optional<CsvField> stars(List<CsvField> fields) {
    return field(Meaning.STARS, fields);
  }

  /** Whether rows tell ratings in stars and no interaction type of their own. */
  boolean tellStars() {
    return meanings.containsValue(Meaning.STARS) && !meanings.containsValue(Meaning.TYPE);
  }

  /** What stands in columns of no other meaning, by column name; empty fields are left out. */
  Map<String, CsvField> others(List<CsvField> fields) {
    Map<String, CsvField> others = new HashMap<>();
    for (int column = 0; column < fields.size(); column++) {
      boolean property = !meanings.containsKey(column);
      if (property && !fields.get(column).text().isEmpty()) {
        others.put(header.get(column), fields.get(column));
      }
    }
    return others;
  }

  private Optional<String> text(Meaning meaning, List<CsvField> fields) {
    return field(meaning, fields).map(CsvField::text);
  }

  private Optional<CsvField> field(Meaning meaning, List<CsvField> fields) {
    return meanings.entrySet().stream()
        .filter(column -> column.getValue() == meaning)
        .map(column -> fields.get(column.getKey()))
        .findFirst();
  }

  private static String plain(String name) {
    return name.strip().toLowerCase(Locale.ROOT).replace("_", "");
  }
}
