package io.tastelake.serving.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What came of judging what was served on one day: ratings, or taste vectors. */
public record ParityRow(
    String day,
    String kind,
    String equal,
    String mismatch,
    String missing,
    String extra,
    String notJudged) {

  private static final int SHOWN_DAYS = 14;
  private static final List<String> KINDS = List.of("ratings", "vectors");

  static List<ParityRow> newest(ApiCalls api, Visit visit) {
    List<ParityRow> rows = new ArrayList<>();
    JsonNode days = api.get(visit, "/served-parity").json().path("days");
    for (int i = 0; i < Math.min(SHOWN_DAYS, days.size()); i++) {
      for (String kind : KINDS) {
        JsonNode counts = days.get(i).path(kind);
        ParityRow row = of(days.get(i).path("day").asText(), kind, counts);
        if (!row.isEmpty()) {
          rows.add(row);
        }
      }
    }
    return rows;
  }

  private static ParityRow of(String day, String kind, JsonNode counts) {
    double notJudged = 0;
    for (JsonNode count : counts.path("not_judged")) {
      notJudged += count.asDouble();
    }
    return new ParityRow(
        Shown.text(day),
        kind,
        number(counts, "equal"),
        number(counts, "mismatch"),
        number(counts, "missing"),
        number(counts, "extra"),
        Shown.number(notJudged));
  }

  private static String number(JsonNode counts, String name) {
    return Shown.number(counts.path(name).asDouble());
  }

  private boolean isEmpty() {
    String none = Shown.number(0);
    return List.of(equal, mismatch, missing, extra, notJudged).stream().allMatch(none::equals);
  }
}
