package io.tastelake.batch.imports;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How lists of values stand in columns of text.
 *
 * @param separator between values; null if texts are no lists
 * @param columns that hold lists, where no property says so yet
 */
record ListTexts(String separator, Set<String> columns) implements Serializable {

  /** The values in {@code text}, without blanks around them and without empty ones. */
  List<String> values(String text) {
    List<String> values = new ArrayList<>();
    for (String value : text.split(Pattern.quote(separator), -1)) {
      if (!value.isBlank()) {
        values.add(value.strip());
      }
    }
    return values;
  }
}
