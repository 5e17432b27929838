package io.tastelake.bench.all;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.bench.measure.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** All figures in one table of Markdown, and below it on what they were measured. */
final class ResultsPage {

  private static final String HEAD =
      """
      # Results

      `./tastelake bench all` writes this page from the lines of JSON beside it; what is edited here is lost. [Figures](../README.md) says
      how to read them: trust ratios of one run, and absolutes only if the load average was small. *On* names machine and versions below
      the table. A commit with `+` had changes that were not committed.

      ![How many times as good as each peer](%s)

      | bench | # | what | figure | target | | note | load average | commit | on |
      |---|---|---|---:|---|---|---|---:|---|---|
      """;

  private final List<String> places = new ArrayList<>();

  private ResultsPage() {}

  /**
   * The page.
   *
   * @param lines of figures and of failures
   * @param chart the name of its file
   */
  static String of(List<JsonNode> lines, String chart) {
    ResultsPage page = new ResultsPage();
    StringBuilder text = new StringBuilder(HEAD.formatted(chart));
    lines.forEach(line -> text.append(page.row(line)).append('\n'));
    text.append("\n| on | machine and versions |\n|---|---|\n");
    for (int place = 0; place < page.places.size(); place++) {
      text.append("| %s | %s |\n".formatted(letter(place), page.places.get(place)));
    }
    text.append("\n| bench | command | when |\n|---|---|---|\n");
    lines.stream()
        .map(
            line ->
                "| %s | `./tastelake %s` | %s |\n"
                    .formatted(text(line, "bench"), text(line, "command"), text(line, "at")))
        .distinct()
        .forEach(text::append);
    return text.toString();
  }

  private String row(JsonNode line) {
    return String.join(
        " | ",
        "| " + text(line, "bench"),
        text(line, "id"),
        line.has("failure") ? "**failed**" : text(line, "what"),
        line.has("failure") ? "" : Quantity.text(line.required("value").doubleValue()) + unit(line),
        text(line, "target"),
        text(line, "verdict"),
        line.has("failure") ? text(line, "failure") : text(line, "note"),
        load(line),
        commit(line),
        on(line) + " |");
  }

  private static String unit(JsonNode line) {
    return " " + text(line, "unit");
  }

  private static String load(JsonNode line) {
    return String.format(
        Locale.ROOT,
        "%.1f → %.1f",
        line.required("load_at_start").doubleValue(),
        line.required("load_at_end").doubleValue());
  }

  private static String commit(JsonNode line) {
    String commit = text(line, "commit");
    return commit.length() <= 40
        ? commit.substring(0, Math.min(8, commit.length()))
        : commit.substring(0, 8) + "+";
  }

  private String on(JsonNode line) {
    String place = text(line, "machine") + "; " + text(line, "versions");
    if (!places.contains(place)) {
      places.add(place);
    }
    return letter(places.indexOf(place));
  }

  private static String letter(int place) {
    return Character.toString('a' + place);
  }

  private static String text(JsonNode line, String field) {
    return line.path(field).asText("").replace("|", "\\|");
  }
}
