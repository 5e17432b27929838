package io.tastelake.batch.imports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code --map} is given: entries {@code FIELD=COLUMN} with commas between. Either side may
 * stand in double quotes, where commas and equals signs have no meaning and quotes are doubled.
 */
final class MapText {

  private MapText() {}

  /**
   * The columns by what they are mapped to.
   *
   * @throws IllegalArgumentException if it is not of that form, or maps a field twice
   */
  static Map<String, String> parse(List<String> texts) {
    Map<String, String> mapping = new LinkedHashMap<>();
    for (String text : texts) {
      for (List<String> entry : entries(text)) {
        if (entry.size() != 2 || entry.get(0).isEmpty() || entry.get(1).isEmpty()) {
          throw new IllegalArgumentException(
              "--map needs FIELD=COLUMN, not '%s'; a name with a comma or '=' stands in quotes."
                  .formatted(String.join("=", entry)));
        }
        if (mapping.put(entry.get(0), entry.get(1)) != null) {
          throw new IllegalArgumentException("--map names " + entry.get(0) + " twice.");
        }
      }
    }
    return mapping;
  }

  private static List<List<String>> entries(String text) {
    List<List<String>> entries = new ArrayList<>();
    List<String> entry = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' && quoted && i + 1 < text.length() && text.charAt(i + 1) == '"') {
        part.append(text.charAt(++i));
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == ',' || (c == '=' && entry.isEmpty()))) {
        entry.add(taken(part));
        if (c == ',') {
          entries.add(entry);
          entry = new ArrayList<>();
        }
      } else {
        part.append(c);
      }
    }
    if (quoted) {
      throw new IllegalArgumentException("--map has a quote that nothing closes: " + text);
    }
    entry.add(taken(part));
    entries.add(entry);
    return entries;
  }

  private static String taken(StringBuilder part) {
    String text = part.toString();
    part.setLength(0);
    return text;
  }
}
