package io.tastelake.serving.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What parameters would do, before they are set.
 *
 * @param sentence how many users would notice
 * @param note what was not looked at; empty if all was
 * @param before of the ratings as they are; a dash each without parameters
 * @param bars one for each rating of the scale
 * @param users who would notice most first
 */
public record LabPreview(
    String sentence, String note, Row before, Row after, List<Bar> bars, List<User> users) {

  private static final double HEIGHT = 120;
  private static final int SHOWN = 20;

  /** Figures of a set of ratings. */
  public record Row(String ratings, String mean, String deviation) {}

  /**
   * How many ratings are of a value.
   *
   * @param left of the two bars, in pixels
   * @param beforeHeight in pixels
   */
  public record Bar(
      String rating,
      String before,
      String after,
      String left,
      String beforeTop,
      String beforeHeight,
      String afterTop,
      String afterHeight) {}

  /** What one user would notice. */
  public record User(
      String id, String link, String ratings, String fresh, String item, String change) {}

  static LabPreview of(ApiCalls api, Visit visit, JsonNode preview) {
    List<JsonNode> sampled = new ArrayList<>();
    preview.path("users").forEach(sampled::add);
    long noticing =
        sampled.stream().filter(user -> user.path("new_among_best").asInt() > 0).count();
    return new LabPreview(
        sampled.isEmpty()
            ? "No user has done anything yet: there is nothing to try these on."
            : "Of the %d users who were active last, %d would find other items among their ten best."
                .formatted(sampled.size(), noticing),
        preview.path("complete").asBoolean()
            ? ""
            : "Not all that these users did was looked at: the figures are of a part.",
        row(preview.path("before")),
        row(preview.path("after")),
        bars(preview),
        users(api, visit, sampled));
  }

  private static Row row(JsonNode ratings) {
    return ratings.isObject()
        ? new Row(
            Shown.number(ratings.path("ratings").asDouble()),
            Shown.rating(ratings.path("mean")),
            Shown.rating(ratings.path("standard_deviation")))
        : new Row("–", "–", "–");
  }

  private static List<Bar> bars(JsonNode preview) {
    JsonNode before = preview.path("before").path("spread");
    JsonNode after = preview.path("after").path("spread");
    long largest = 1;
    for (JsonNode spread : List.of(before, after)) {
      for (JsonNode count : spread) {
        largest = Math.max(largest, count.asLong());
      }
    }
    List<Bar> bars = new ArrayList<>();
    for (int i = 0; i < after.size(); i++) {
      long now = before.path(i).asLong();
      long then = after.path(i).asLong();
      double nowHeight = HEIGHT * now / largest;
      double thenHeight = HEIGHT * then / largest;
      bars.add(
          new Bar(
              Integer.toString(i + 1),
              Shown.number((double) now),
              Shown.number((double) then),
              Integer.toString(64 * i),
              pixels(HEIGHT - nowHeight),
              pixels(nowHeight),
              pixels(HEIGHT - thenHeight),
              pixels(thenHeight)));
    }
    return bars;
  }

  private static List<User> users(ApiCalls api, Visit visit, List<JsonNode> sampled) {
    List<JsonNode> shown = sampled.subList(0, Math.min(SHOWN, sampled.size()));
    List<JsonNode> items = new ArrayList<>();
    shown.forEach(user -> items.addAll(user.path("most_changed").findValues("item_id")));
    Map<String, String> names = NamedItem.names(api, visit, items);
    return shown.stream().map(user -> user(user, names)).toList();
  }

  private static User user(JsonNode user, Map<String, String> names) {
    JsonNode most = user.path("most_changed");
    String item = Shown.text(most.path("item_id"));
    String name = names.getOrDefault(most.path("item_id").asText(), "");
    return new User(
        Shown.text(user.path("user_id")),
        Shown.link("/console/user", "id", user.path("user_id").asText()),
        Shown.number(user.path("ratings").asDouble()),
        Shown.number(user.path("new_among_best").asDouble()),
        most.isObject() ? (name.isEmpty() ? item : item + " " + name) : "–",
        most.isObject()
            ? Shown.rating(most.path("before")) + " → " + Shown.rating(most.path("after"))
            : "unchanged");
  }

  private static String pixels(double number) {
    return String.format(Locale.ROOT, "%.1f", number);
  }
}
