package io.tastelake.stream.taste;

import io.tastelake.domain.identity.SessionId;
import io.tastelake.domain.interaction.InteractionContent;
import io.tastelake.stream.interaction.ActorDecisions;
import io.tastelake.stream.interaction.GivenRatingsState;
import io.tastelake.stream.interaction.InteractionsState;
import io.tastelake.stream.interaction.UserInput.Attributed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;

/** The contents of the current key's user: entries of state, never weights. */
final class UserState {

  private final InteractionsState own;
  private final MapState<SessionEntry, SessionContent> ofSessions;
  private final GivenRatingsState given;

  UserState(RuntimeContext context) {
    own = InteractionsState.in(context, "own-interactions");
    ofSessions =
        context.getMapState(
            new MapStateDescriptor<>(
                "session-interactions", SessionEntry.TYPE, SessionContent.TYPE));
    given = GivenRatingsState.in(context, "given-ratings");
  }

  InteractionsState own() {
    return own;
  }

  GivenRatingsState given() {
    return given;
  }

  /**
   * Takes in what counts of a session, unless the user was forgotten since it became the user's.
   */
  void attribute(Attributed attributed, ActorDecisions decisions) throws Exception {
    SessionEntry entry = new SessionEntry(attributed.session(), attributed.interaction());
    if (attributed.content().isPresent() && attributed.since() > decisions.forgottenAt()) {
      ofSessions.put(entry, new SessionContent(attributed.since(), attributed.content().get()));
    } else {
      ofSessions.remove(entry);
    }
  }

  void withdraw(SessionId session) throws Exception {
    removeOfSessions((entry, content) -> entry.session().equals(session));
  }

  UserContents contents(ActorDecisions decisions) throws Exception {
    List<InteractionContent> standing = new ArrayList<>();
    own.standing(decisions).forEach(entry -> standing.add(entry.getValue()));
    ofSessions.values().forEach(content -> standing.add(content.interaction()));
    return new UserContents(standing, given.given(decisions));
  }

  /**
   * Drops what is forgotten. The user's sessions are forgotten at the same moment, but their
   * FORGETs come by other ways, and perhaps later.
   */
  void forget(ActorDecisions decisions) throws Exception {
    long forgottenAt = decisions.forgottenAt();
    removeOfSessions((entry, content) -> content.since() <= forgottenAt);
    own.forget(decisions);
    given.forget(decisions);
  }

  void purge(ActorDecisions decisions) throws Exception {
    own.purge(decisions);
    given.purge(decisions);
  }

  private void removeOfSessions(BiPredicate<SessionEntry, SessionContent> gone) throws Exception {
    List<SessionEntry> entries = new ArrayList<>();
    for (Map.Entry<SessionEntry, SessionContent> entry : ofSessions.entries()) {
      if (gone.test(entry.getKey(), entry.getValue())) {
        entries.add(entry.getKey());
      }
    }
    for (SessionEntry entry : entries) {
      ofSessions.remove(entry);
    }
  }
}
