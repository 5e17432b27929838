package io.tastelake.batch.imports;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tastelake.contracts.cell.Cell;
import io.tastelake.contracts.cell.Cell.Kind;
import io.tastelake.domain.interaction.Numbers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;

/** What the values of one column have in common. */
final class ColumnValues {

  private final String column;
  private final ImportConfig config;
  private boolean any;
  private boolean lists;
  private boolean texts;
  private boolean flags;
  private boolean whole;
  private boolean fractions;

  ColumnValues(String column, ImportConfig config) {
    this.column = column;
    this.config = config;
    this.texts = config.propertyTypes().text().contains(column);
    this.lists = config.lists().columns().contains(column);
  }

  /** Takes in what a row has there. */
  void see(RawRow row, SourceFile source) {
    Cell cell = row.cells().get(column);
    if (cell == null) {
      return;
    }
    boolean typed = source.format() != Format.CSV;
    if (cell.is(Kind.OTHER) && cell.text().startsWith("[")) {
      lists = true;
      seeAll(cell.text());
    } else if (cell.is(Kind.OTHER)) {
      any = true;
      flags = true;
    } else if (config.lists().columns().contains(column) && !cell.is(Kind.NUMBER)) {
      config.lists().values(cell.text()).forEach(value -> see(value, typed));
    } else if (cell.is(Kind.NUMBER)) {
      seeNumber(cell.text());
    } else if (!cell.is(Kind.OBJECT)) {
      see(cell.text(), typed || cell.is(Kind.TEXT));
    }
  }

  private void seeAll(String list) {
    try (JsonParser parser = JsonCells.JSON.createParser(list)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        switch (token) {
          case VALUE_STRING -> see(parser.getText(), true);
          case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> seeNumber(parser.getText());
          case VALUE_TRUE, VALUE_FALSE -> {
            any = true;
            flags = true;
          }
          default -> {}
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("text in memory is always readable", e);
    }
  }

  private void see(String text, boolean typed) {
    any = true;
    if (config.propertyTypes().numeric().contains(column)) {
      Numbers.json(text).ifPresent(this::seeNumber); // others are rejected rows
    } else if (typed) {
      texts = true;
    } else if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
      flags = true;
    } else if (Numbers.isPlain(text)) {
      seeNumber(text);
    } else {
      texts = true;
    }
  }

  private void seeNumber(String json) {
    any = true;
    boolean integer =
        json.chars().allMatch(c -> c == '-' || Character.isDigit(c))
            && new BigDecimal(json).toBigInteger().bitLength() < Long.SIZE;
    whole |= integer;
    fractions |= !integer;
  }

  /** Whether there was a value. */
  boolean any() {
    return any;
  }

  boolean repeated() {
    return lists;
  }

  /** The type that holds all; text holds whatever has no other in common. */
  String type() {
    boolean numbers = whole || fractions;
    if (config.propertyTypes().numeric().contains(column)) {
      return fractions || !whole ? "float64" : "int64";
    }
    if (texts || (flags && numbers)) {
      return "unicode";
    }
    if (flags) {
      return "bool";
    }
    return fractions ? "float64" : "int64";
  }
}
