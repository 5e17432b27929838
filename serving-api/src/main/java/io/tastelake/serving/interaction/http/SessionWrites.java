package io.tastelake.serving.interaction.http;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.SessionId;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.serving.database.Database;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.session.ResolvedSessions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Takes what sessions did, and says which of them are resolved. */
record SessionWrites(ResolvedSessions sessions, Recorder recorder, WriteDoor door) {

  private static final String UNKNOWN =
      "The online store does not answer, so whether a session is resolved is unknown.";

  /** Records the events and answers, with a warning for each resolved session in their order. */
  void answer(RequestContext context, Database database, List<InteractionEvent> events)
      throws IOException {
    List<String> warnings = new ArrayList<>(warnings(database, events));
    warnings.addAll(door.append(recorder, context, database, events));
    context.answer(json -> InteractionJson.writeWarnings(json, warnings));
  }

  private List<String> warnings(Database database, Collection<InteractionEvent> events) {
    Set<SessionId> written =
        events.stream()
            .map(InteractionEvent::actor)
            .map(Actor::id)
            .map(SessionId::new)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    if (written.isEmpty()) {
      return List.of();
    }
    return sessions
        .among(database.id(), written)
        .map(resolved -> written.stream().filter(resolved::contains))
        .map(resolved -> resolved.map(SessionWrites::sentence).toList())
        .orElse(List.of(UNKNOWN));
  }

  private static String sentence(SessionId session) {
    return "The session '"
        + session.value()
        + "' is resolved: its interactions count for its user. Start a new session for other"
        + " visitors.";
  }
}
