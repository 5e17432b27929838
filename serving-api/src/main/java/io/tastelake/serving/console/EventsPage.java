package io.tastelake.serving.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The page <em>Live events</em>.
 *
 * @param problem what the API says is wrong; empty if nothing is
 * @param live leads to the part that a script renews
 * @param events the newest first
 * @param refused the newest first
 */
public record EventsPage(
    String problem, Wanted wanted, String live, List<Event> events, List<Refused> refused) {

  private static final String SHOWN = "50";

  /** What is looked for, as it was typed; empty for whatever there is. */
  public record Wanted(String type, String user, String session, String item) {

    String link(String path) {
      List<String> named = new ArrayList<>();
      add(named, "interaction_types", type);
      add(named, "user_id", user);
      add(named, "session_id", session);
      add(named, "item_id", item);
      return Shown.link(path, named.toArray(String[]::new));
    }

    private static void add(List<String> named, String name, String value) {
      if (!value.isEmpty()) {
        named.add(name);
        named.add(value);
      }
    }
  }

  /**
   * An event.
   *
   * @param actor whose it is
   * @param link leads to the user; empty if it is a session's
   * @param what the interaction type, or what else was done
   * @param details properties, a rating, or whose a session is
   */
  public record Event(
      String time,
      String operation,
      String kind,
      String actor,
      String link,
      String what,
      String item,
      String itemLink,
      String details) {}

  /** What was refused. */
  public record Refused(String time, String name, String route, String account, String message) {}

  static EventsPage of(ApiCalls api, Visit visit, Wanted wanted) {
    String list = wanted.link("/events");
    ApiCalls.Answer answer =
        api.get(visit, list + (list.contains("?") ? "&" : "?") + "amt=" + SHOWN);
    List<Event> events = new ArrayList<>();
    answer.json().path("events").forEach(event -> events.add(event(event)));
    List<Refused> refused = new ArrayList<>();
    answer.json().path("refused").forEach(each -> refused.add(refused(each)));
    return new EventsPage(
        answer.isOk() ? "" : Shown.text(answer.problem()),
        wanted,
        wanted.link("/console/events/live"),
        events,
        refused);
  }

  private static Event event(JsonNode event) {
    boolean ofSession = event.has("session_id");
    JsonNode actor = event.path(ofSession ? "session_id" : "user_id");
    JsonNode item = event.path("item_id");
    return new Event(
        Shown.time(event.path("accepted").asDouble()),
        event.path("operation").asText(),
        ofSession ? "session" : "user",
        Shown.text(actor),
        ofSession ? "" : Shown.link("/console/user", "id", actor.asText()),
        event.has("interaction_type") ? Shown.text(event.path("interaction_type")) : "",
        item.isMissingNode() ? "" : Shown.text(item),
        item.isMissingNode() ? "" : Shown.link("/console/items", "id", item.asText()),
        details(event, ofSession));
  }

  private static String details(JsonNode event, boolean ofSession) {
    if (event.has("rating")) {
      return "rating " + Shown.rating(event.path("rating"));
    } else if (ofSession && event.has("user_id")) {
      return "is user " + Shown.text(event.path("user_id")) + "'s";
    }
    return event.has("properties") ? Shown.text(event.path("properties")) : "";
  }

  private static Refused refused(JsonNode each) {
    return new Refused(
        Shown.time(each.path("time").asDouble()),
        each.path("status").asInt() + " " + Shown.text(each.path("name")),
        each.path("method").asText() + " " + Shown.text(each.path("path")),
        Shown.text(each.path("account")),
        Shown.text(each.path("message")));
  }
}
