package io.tastelake.serving.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The page that says why a rating is what it is, and why the item is recommended.
 *
 * @param problem what the API says is wrong; empty if nothing is
 * @param terms the newest first
 * @param note what is not listed; empty if all is
 * @param score why the item is recommended
 */
public record WhyPage(
    String user,
    String item,
    String back,
    String problem,
    String rating,
    String given,
    String inferred,
    String sum,
    String saturation,
    String halfLife,
    List<Term> terms,
    String note,
    WhyScore score) {

  private static final double FULL = 100;

  /**
   * What one interaction adds.
   *
   * @param width of its bar, 0 to 100, of the largest share
   * @param sign {@code plus} or {@code minus}
   */
  public record Term(
      String time,
      String type,
      String session,
      String strength,
      String emphasis,
      String decay,
      String share,
      String width,
      String sign) {}

  static WhyPage of(ApiCalls api, Visit visit, String user, String item) {
    ApiCalls.Answer answer =
        api.get(
            visit,
            "/users/" + Shown.segment(user) + "/ratings/" + Shown.segment(item) + "/explain");
    JsonNode why = answer.json();
    JsonNode others = why.path("other_terms");
    String note =
        (others.path("count").asInt() > 0
                ? "%,d older interactions add %s. "
                    .formatted(
                        others.path("count").asInt(), decimal(others.path("share").asDouble()))
                : "")
            + (why.path("complete").asBoolean(true)
                ? ""
                : "There are more interactions than were looked at.");
    return new WhyPage(
        Shown.text(user),
        Shown.text(item),
        Shown.link("/console/user", "id", user),
        answer.isOk() ? "" : Shown.text(answer.problem()),
        Shown.rating(why.path("rating")),
        Shown.rating(why.path("given")),
        Shown.rating(why.path("inferred")),
        decimal(why.path("sum").asDouble()),
        decimal(why.path("saturation").asDouble()),
        why.path("half_life_days").isNumber()
            ? decimal(why.path("half_life_days").asDouble()) + " days"
            : "none",
        terms(why),
        note.strip(),
        WhyScore.of(api, visit, why.path("score")));
  }

  private static List<Term> terms(JsonNode why) {
    double largest = 0;
    for (JsonNode term : why.path("terms")) {
      largest = Math.max(largest, Math.abs(term.path("share").asDouble()));
    }
    List<Term> terms = new ArrayList<>();
    for (JsonNode term : why.path("terms")) {
      double share = term.path("share").asDouble();
      terms.add(
          new Term(
              Shown.time(term.path("timestamp").asDouble()),
              Shown.text(term.path("interaction_type")),
              term.has("session_id") ? Shown.text(term.path("session_id")) : "",
              decimal(term.path("strength").asDouble()),
              decimal(term.path("emphasis").asDouble()),
              decimal(term.path("decay").asDouble()),
              decimal(share),
              Long.toString(Math.round(FULL * Math.abs(share) / Math.max(largest, 1e-12))),
              share < 0 ? "minus" : "plus"));
    }
    return terms;
  }

  private static String decimal(double number) {
    return String.format(Locale.ROOT, "%.3f", number);
  }
}
