package io.tastelake.serving.interaction.http;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.SessionId;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.serving.database.Database;
import io.tastelake.serving.session.ResolvedSessions;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Sentences for whoever writes to sessions that are resolved. */
record ResolvedWarnings(ResolvedSessions sessions) {

  /** One for each resolved session that the events are of, in their order. */
  List<String> of(Database database, Collection<InteractionEvent> events) {
    Set<SessionId> written =
        events.stream()
            .map(InteractionEvent::actor)
            .map(Actor::id)
            .map(SessionId::new)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    Set<SessionId> resolved = written.isEmpty() ? Set.of() : sessions.among(database.id(), written);
    return written.stream().filter(resolved::contains).map(ResolvedWarnings::sentence).toList();
  }

  private static String sentence(SessionId session) {
    return "The session '"
        + session.value()
        + "' is resolved: what was recorded counts as its user's. Begin a new session for others.";
  }
}
