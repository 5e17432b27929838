package io.tastelake.batch.imports;

import java.util.ArrayList;
import java.util.List;

/**
 * One record of CSV, strictly by RFC 4180: a quote opens a field or stands doubled in a quoted one,
 * and nothing follows a closing quote but a delimiter or the record's end. Fed by lines, so that
 * whoever feeds it can go on behind a broken one.
 */
final class CsvRecord {

  /** How a record stands after a line. */
  enum State {
    COMPLETE,
    /** Within quotes: the next line belongs to it. */
    OPEN,
    BROKEN
  }

  private enum Place {
    FIELD_START,
    PLAIN,
    QUOTED,
    AFTER_QUOTE,
    BROKEN
  }

  private static final char QUOTE = '"';

  private final char delimiter;
  private final List<String> fields = new ArrayList<>();
  private final StringBuilder field = new StringBuilder();
  private Place place = Place.FIELD_START;

  CsvRecord(char delimiter) {
    this.delimiter = delimiter;
  }

  /** Takes in the next line. */
  State add(String line) {
    for (int i = 0; i < line.length() && place != Place.BROKEN; i++) {
      place = add(line.charAt(i));
    }
    return switch (place) {
      case BROKEN -> State.BROKEN;
      case QUOTED -> {
        field.append('\n');
        yield State.OPEN;
      }
      case FIELD_START, PLAIN, AFTER_QUOTE -> {
        endField();
        yield State.COMPLETE;
      }
    };
  }

  /** The fields of a complete record. */
  List<String> fields() {
    return fields;
  }

  private Place add(char c) {
    return switch (place) {
      case FIELD_START -> c == QUOTE ? Place.QUOTED : plain(c);
      case PLAIN -> c == QUOTE ? Place.BROKEN : plain(c);
      case QUOTED -> c == QUOTE ? Place.AFTER_QUOTE : quoted(c);
      case AFTER_QUOTE -> c == QUOTE ? quoted(c) : c == delimiter ? endField() : Place.BROKEN;
      case BROKEN -> Place.BROKEN;
    };
  }

  private Place plain(char c) {
    if (c == delimiter) {
      return endField();
    }
    field.append(c);
    return Place.PLAIN;
  }

  private Place quoted(char c) {
    field.append(c);
    return Place.QUOTED;
  }

  private Place endField() {
    fields.add(field.toString());
    field.setLength(0);
    return Place.FIELD_START;
  }
}
