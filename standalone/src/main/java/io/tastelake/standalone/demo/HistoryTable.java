package io.tastelake.standalone.demo;

import io.tastelake.standalone.demo.History.Entry;
import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A history, newest first, for people. */
final class HistoryTable {

  private static final int SHOWN = 12;
  private static final DateTimeFormatter WHEN =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  private HistoryTable() {}

  static void print(History history, PrintStream out) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(List.of("when (UTC)", "what", "item", "properties"));
    history.entries().stream().limit(SHOWN).forEach(entry -> lines.add(line(entry)));
    int[] widths = new int[4];
    for (List<String> line : lines) {
      IntStream.range(0, 4).forEach(i -> widths[i] = Math.max(widths[i], line.get(i).length()));
    }
    for (List<String> line : lines) {
      StringBuilder text = new StringBuilder(" ");
      IntStream.range(0, 4).forEach(i -> text.append(' ').append(padded(line.get(i), widths[i])));
      out.println(text.toString().stripTrailing());
    }
    int hidden = history.entries().size() - SHOWN;
    if (hidden > 0) {
      out.println("  ... and " + hidden + " more");
    }
  }

  private static List<String> line(Entry entry) {
    Instant when = Instant.ofEpochMilli(Math.round(entry.timestamp() * 1000));
    String properties = entry.properties().isEmpty() ? "" : entry.properties().toString();
    return List.of(WHEN.format(when), entry.type(), entry.item().value(), properties);
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length() + 1);
  }
}
