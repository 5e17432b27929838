package io.tastelake.contracts.csv;

import io.tastelake.contracts.csv.CsvDialect.Quotes;
import io.tastelake.contracts.csv.Lines.Line;
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

  private final String delimiter;
  private final boolean quotes;
  private final List<CsvField> fields = new ArrayList<>();
  private final StringBuilder field = new StringBuilder();
  private Place place = Place.FIELD_START;

  CsvRecord(CsvDialect dialect) {
    this.delimiter = dialect.delimiter();
    this.quotes = dialect.quotes() == Quotes.DOUBLE;
  }

  /** Takes in the next line. */
  State add(Line line) {
    String text = line.text();
    for (int i = 0; i < text.length() && place != Place.BROKEN; ) {
      if (place != Place.QUOTED && text.startsWith(delimiter, i)) {
        endField();
        i += delimiter.length();
      } else {
        place = add(text.charAt(i));
        i++;
      }
    }
    return switch (place) {
      case BROKEN -> State.BROKEN;
      case QUOTED -> {
        field.append(line.end());
        yield State.OPEN;
      }
      case FIELD_START, PLAIN, AFTER_QUOTE -> {
        endField();
        yield State.COMPLETE;
      }
    };
  }

  /** The fields of a complete record. */
  List<CsvField> fields() {
    return fields;
  }

  private Place add(char c) {
    boolean quote = quotes && c == QUOTE;
    return switch (place) {
      case FIELD_START -> quote ? Place.QUOTED : taken(c, Place.PLAIN);
      case PLAIN -> quote ? Place.BROKEN : taken(c, Place.PLAIN);
      case QUOTED -> quote ? Place.AFTER_QUOTE : taken(c, Place.QUOTED);
      case AFTER_QUOTE -> quote ? taken(c, Place.QUOTED) : Place.BROKEN;
      case BROKEN -> Place.BROKEN;
    };
  }

  private Place taken(char c, Place next) {
    field.append(c);
    return next;
  }

  private void endField() {
    fields.add(new CsvField(field.toString(), place == Place.AFTER_QUOTE));
    field.setLength(0);
    place = Place.FIELD_START;
  }
}
