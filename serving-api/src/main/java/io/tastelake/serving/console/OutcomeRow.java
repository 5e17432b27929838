package io.tastelake.serving.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What came of the lists that were shown on one day in one scenario: of any type, or of one.
 *
 * @param rate in percent, with its interval
 */
public record OutcomeRow(
    String day,
    String scenario,
    String shown,
    String type,
    String named,
    String byItem,
    String rate) {

  private static final int SHOWN_ROWS = 50;
  private static final String SHOWN_DAYS = "7";
  private static final double PERCENT = 100;

  static List<OutcomeRow> newest(ApiCalls api, Visit visit) {
    List<OutcomeRow> rows = new ArrayList<>();
    String path = Shown.link("/outcomes", "days", SHOWN_DAYS);
    for (JsonNode day : api.get(visit, path).json().path("days")) {
      String date =
          day.path("day").asText() + (day.path("complete").asBoolean() ? "" : " (so far)");
      for (JsonNode scenario : day.path("scenarios")) {
        rows.add(of(date, scenario, "any", scenario.path("clicked")));
        for (Map.Entry<String, JsonNode> type : scenario.path("types").properties()) {
          rows.add(of(date, scenario, type.getKey(), type.getValue()));
        }
      }
    }
    return rows.subList(0, Math.min(SHOWN_ROWS, rows.size()));
  }

  private static OutcomeRow of(String date, JsonNode scenario, String type, JsonNode lists) {
    String name = scenario.path("scenario").asText();
    return new OutcomeRow(
        Shown.text(date),
        name.isEmpty() ? "none" : Shown.text(name),
        Shown.number(scenario.path("shown").asDouble()),
        Shown.text(type),
        Shown.number(lists.path("named").asDouble()),
        Shown.number(lists.path("by_item").asDouble()),
        "%s %% (%s to %s)"
            .formatted(percent(lists, "rate"), percent(lists, "low"), percent(lists, "high")));
  }

  private static String percent(JsonNode lists, String name) {
    return String.format(Locale.ROOT, "%.1f", PERCENT * lists.path(name).asDouble());
  }
}
