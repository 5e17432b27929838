package io.tastelake.serving.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The page <em>A user</em>.
 *
 * @param id as it was typed; empty before one was
 * @param shownId the same, with what cannot be seen spelled out
 * @param problem what the API says is wrong; empty if nothing is
 * @param interactions the newest
 * @param older leads to those before; empty if there are none
 * @param ratings the newest
 * @param nearest the items that are nearest to the taste, rated or not
 * @param recommended the items that are recommended
 * @param tasteNote why there is no taste; empty if there is
 * @param tasks deletions of the database that run or ran
 */
public record UserPage(
    String id,
    String shownId,
    String problem,
    List<Interaction> interactions,
    String older,
    List<Rated> ratings,
    List<NamedItem> nearest,
    List<NamedItem> recommended,
    String tasteNote,
    List<TaskRow> tasks) {

  private static final int MAX_ITEMS = 12;

  /** One interaction. */
  public record Interaction(String time, String type, String item, String properties) {}

  /**
   * One rating.
   *
   * @param why leads to its explanation
   */
  public record Rated(NamedItem item, String rating, String time, String why) {}

  static UserPage empty() {
    return new UserPage("", "", "", List.of(), "", List.of(), List.of(), List.of(), "", List.of());
  }

  static UserPage of(ApiCalls api, Visit visit, String id, String cursor) {
    String user = "/users/" + Shown.segment(id);
    String items =
        Shown.link(
            "/recommendation" + user + "/items",
            "amt",
            "" + MAX_ITEMS,
            "scenario",
            ItemPage.SCENARIO);
    var historyCall =
        api.begin(
            visit,
            Shown.link(
                user + "/interactions-bulk",
                cursor.isEmpty() ? new String[] {"amt", "50"} : cursorOf(cursor)));
    var nearestCall = api.begin(visit, items);
    var recommendedCall = api.begin(visit, items + "&exclude_rated_items=true");
    var ratingsCall = api.begin(visit, user + "/ratings");
    var tasksCall = api.begin(visit, TaskRow.path("delete-interactions-ratings-bulk"));
    ApiCalls.Answer history = historyCall.join();
    if (!history.isOk()) {
      return problem(id, history.problem());
    }
    ApiCalls.Answer nearest = nearestCall.join();
    ApiCalls.Answer recommended = recommendedCall.join();
    JsonNode ratings = ratingsCall.join().json();
    Set<JsonNode> listed = new LinkedHashSet<>(ratings.findValues("item_id"));
    listed.addAll(NamedItem.ids(nearest));
    listed.addAll(NamedItem.ids(recommended));
    Map<String, String> names = NamedItem.names(api, visit, List.copyOf(listed));
    JsonNode next = history.json().path("next_cursor");
    return new UserPage(
        id,
        Shown.text(id),
        "",
        interactions(history.json()),
        next.isTextual() ? Shown.link("/console/user", "id", id, "cursor", next.asText()) : "",
        ratings(ratings, names, id),
        NamedItem.of(nearest, names),
        NamedItem.of(recommended, names),
        nearest.isOk()
            ? nearest.json().path("items_id").isEmpty()
                ? "No taste is known yet: the model knows none of the items that this user likes."
                : ""
            : nearest.problem(),
        TaskRow.of(tasksCall.join()));
  }

  private static String[] cursorOf(String cursor) {
    return new String[] {"amt", "50", "cursor", cursor};
  }

  static UserPage problem(String id, String problem) {
    return new UserPage(
        id,
        Shown.text(id),
        Shown.text(problem),
        List.of(),
        "",
        List.of(),
        List.of(),
        List.of(),
        "",
        List.of());
  }

  private static List<Interaction> interactions(JsonNode history) {
    List<Interaction> rows = new ArrayList<>();
    history
        .path("interactions")
        .forEach(
            row ->
                rows.add(
                    new Interaction(
                        Shown.time(row.path("timestamp").asDouble()),
                        Shown.text(row.path("interaction_type")),
                        Shown.text(row.path("item_id")),
                        row.has("properties") ? Shown.text(row.path("properties")) : "")));
    return rows;
  }

  private static List<Rated> ratings(JsonNode ratings, Map<String, String> names, String user) {
    List<Rated> rows = new ArrayList<>();
    ratings
        .path("user_ratings")
        .forEach(
            row ->
                rows.add(
                    new Rated(
                        NamedItem.of(row.path("item_id"), names),
                        Shown.rating(row.path("rating")),
                        Shown.time(row.path("timestamp").asDouble()),
                        Shown.link(
                            "/console/why", "id", user, "item", row.path("item_id").asText()))));
    return rows;
  }
}
