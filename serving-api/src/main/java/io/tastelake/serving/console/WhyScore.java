package io.tastelake.serving.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Why an item is recommended.
 *
 * @param value the score; empty if the model says nothing of the item
 * @param shares of the liked items that carry it, the largest first
 * @param note what is not listed; empty if all is
 */
public record WhyScore(String value, List<Share> shares, String note) {

  private static final double FULL = 100;

  /**
   * What one liked item adds.
   *
   * @param width of its bar, 0 to 100, of the largest share
   * @param sign {@code plus} or {@code minus}
   */
  public record Share(NamedItem item, String rating, String share, String width, String sign) {}

  static WhyScore of(ApiCalls api, Visit visit, JsonNode score) {
    if (!score.isObject()) {
      return new WhyScore("", List.of(), "");
    }
    JsonNode listed = score.path("shares");
    Map<String, String> names = NamedItem.names(api, visit, listed.findValues("item_id"));
    double largest = Math.abs(listed.path(0).path("share").asDouble());
    List<Share> shares = new ArrayList<>();
    for (JsonNode one : listed) {
      double share = one.path("share").asDouble();
      shares.add(
          new Share(
              NamedItem.of(one.path("item_id"), names),
              Shown.rating(one.path("rating")),
              decimal(share),
              Long.toString(Math.round(FULL * Math.abs(share) / Math.max(largest, 1e-12))),
              share < 0 ? "minus" : "plus"));
    }
    JsonNode others = score.path("other_shares");
    return new WhyScore(
        decimal(score.path("value").asDouble()),
        shares,
        others.path("count").asInt() == 0
            ? ""
            : "%,d other liked items add %s."
                .formatted(others.path("count").asInt(), decimal(others.path("share").asDouble())));
  }

  private static String decimal(double number) {
    return String.format(Locale.ROOT, "%.3f", number);
  }
}
