package io.tastelake.stream.taste;

import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.SessionId;
import io.tastelake.domain.interaction.Change.OfInteraction;
import io.tastelake.domain.interaction.InteractionContent;
import io.tastelake.domain.interaction.LoggedChange;
import io.tastelake.domain.interaction.Stamp;
import io.tastelake.domain.rating.ImplicitToExplicitParameters;
import io.tastelake.stream.interaction.ActorDecisions;
import io.tastelake.stream.interaction.GivenRatingsState;
import io.tastelake.stream.interaction.InteractionsState;
import io.tastelake.stream.interaction.InteractionsState.Transition;
import io.tastelake.stream.interaction.UserInput.Attributed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;

/**
 * The contents of the current key's user: entries of state, never weights; and what they come to of
 * users who were active lately. {@code user} is always the current key.
 */
final class UserState {

  /** Items, of about 35 bytes each: those of 25,000 users with 30 items. */
  private static final long KNOWN_ITEMS = 1_000_000;

  private final InteractionsState own;
  private final MapState<SessionEntry, SessionContent> ofSessions;
  private final GivenRatingsState given;
  private final KnownTastes known;

  UserState(RuntimeContext context) {
    this(context, KNOWN_ITEMS);
  }

  /**
   * @param knownItems how many items of users are known at most, whatever the state holds
   */
  UserState(RuntimeContext context, long knownItems) {
    own = InteractionsState.in(context, "own-interactions");
    ofSessions =
        context.getMapState(
            new MapStateDescriptor<>(
                "session-interactions", SessionEntry.TYPE, SessionContent.TYPE));
    given = GivenRatingsState.in(context, "given-ratings");
    known = new KnownTastes(knownItems);
  }

  /** Joins a RECORD, AMEND or RETRACT. */
  void join(String user, OfInteraction change, Stamp at, ActorDecisions decisions)
      throws Exception {
    known.change(user, own.join(change, at, decisions));
  }

  /** Joins a RATE or UNRATE. */
  void join(String user, ItemId rated, LoggedChange decision, ActorDecisions decisions)
      throws Exception {
    given.join(rated, decision, decisions);
    known.givenChanged(user);
  }

  /**
   * Takes in what counts of a session, unless the user was forgotten since it became the user's.
   */
  void attribute(String user, Attributed attributed, ActorDecisions decisions) throws Exception {
    SessionEntry entry = new SessionEntry(attributed.session(), attributed.interaction());
    Optional<InteractionContent> before =
        Optional.ofNullable(ofSessions.get(entry)).map(SessionContent::interaction);
    Optional<InteractionContent> after =
        attributed.content().filter(some -> attributed.since() > decisions.forgottenAt());
    if (after.isPresent()) {
      ofSessions.put(entry, new SessionContent(attributed.since(), after.get()));
    } else {
      ofSessions.remove(entry);
    }
    known.change(user, new Transition(before, after));
  }

  void withdraw(String user, SessionId session) throws Exception {
    known.forget(user);
    removeOfSessions((entry, content) -> entry.session().equals(session));
  }

  /**
   * What stands of the user. All of it is read, unless it is known.
   *
   * @param parameters of the user's database; without any the ratings are none
   */
  Standing standing(
      String user, ActorDecisions decisions, Optional<ImplicitToExplicitParameters> parameters)
      throws Exception {
    Optional<KnownTaste> taste = parameters.flatMap(under -> known.find(user, under));
    if (taste.isPresent()) {
      KnownTaste found = taste.get();
      if (!found.givenIsKnown()) {
        found.give(given.given(decisions));
        known.keep(user, found);
      }
      return new Standing(found.isEmpty(), found::ratings);
    }
    UserContents contents = contents(decisions);
    return new Standing(
        contents.isEmpty(),
        () -> {
          KnownTaste found =
              KnownTaste.of(contents, parameters.orElse(ImplicitToExplicitParameters.NONE));
          known.keep(user, found);
          return found.ratings();
        });
  }

  private UserContents contents(ActorDecisions decisions) throws Exception {
    List<InteractionContent> standing = new ArrayList<>();
    own.standing(decisions).forEach(entry -> standing.add(entry.getValue()));
    ofSessions.values().forEach(content -> standing.add(content.interaction()));
    return new UserContents(standing, given.given(decisions));
  }

  /**
   * Drops what is forgotten. The user's sessions are forgotten at the same moment, but their
   * FORGETs come by other ways, and perhaps later.
   */
  void forget(String user, ActorDecisions decisions) throws Exception {
    known.forget(user);
    long forgottenAt = decisions.forgottenAt();
    removeOfSessions((entry, content) -> content.since() <= forgottenAt);
    own.forget(decisions);
    given.forget(decisions);
  }

  void purge(String user, ActorDecisions decisions) throws Exception {
    known.forget(user);
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
