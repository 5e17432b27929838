package io.tastelake.e2e.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.interaction.Change;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.e2e.kit.Answer;
import io.tastelake.e2e.kit.ApiClient;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Whose sessions are: in PostgreSQL, as the API tells, and as events say. */
public final class Resolutions {

  private Resolutions() {}

  /** What the caller knows. */
  public enum Outcome {
    WON,
    LOST,
    /** An error of the server's. */
    UNKNOWN
  }

  /** Resolves; a refusal must be the documented one. */
  public static Outcome resolve(ApiClient client, String session, String user) throws IOException {
    Answer answer = client.post("/sessions/" + session + "/resolve/", Map.of("user_id", user));
    if (answer.status() == 200) {
      return Outcome.WON;
    }
    if (answer.status() >= 500) {
      return Outcome.UNKNOWN;
    }
    answer.isError(400, "WrongData", 40, "WRONG_PARAMETER");
    return Outcome.LOST;
  }

  /** What PostgreSQL holds. */
  public static Map<String, String> stored(ApiClient client) throws IOException {
    Map<String, String> users = new TreeMap<>();
    String cursor = null;
    do {
      Map<String, Object> body = new HashMap<>(Map.of("amt", 1_000));
      body.put("cursor", cursor);
      JsonNode page = client.post("/resolved-sessions/", body).ok().body();
      for (JsonNode row : page.get("resolved_sessions")) {
        users.put(row.get("session_id").asText(), row.get("user_id").asText());
      }
      cursor = page.get("has_next").asBoolean() ? page.get("next_cursor").asText() : null;
    } while (cursor != null);
    return users;
  }

  /** What the RESOLVEs of a database say; retries of one say the same. */
  public static Map<String, String> said(DatabaseId database, Collection<LoggedEvent> events) {
    Map<String, String> users = new TreeMap<>();
    for (LoggedEvent logged : events) {
      InteractionEvent event = logged.event();
      if (event.change() instanceof Change.Resolved resolved && event.database().equals(database)) {
        assertThat(event.actor().kind()).isEqualTo(Actor.Kind.SESSION);
        String before = users.put(event.actor().id(), resolved.user().value());
        assertThat(before).isIn(null, resolved.user().value());
      }
    }
    return users;
  }
}
