package io.tastelake.batch.parity;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.ActorHistory;
import io.tastelake.domain.interaction.Change;
import io.tastelake.domain.interaction.Interaction;
import io.tastelake.domain.interaction.InteractionContent;
import io.tastelake.domain.interaction.LoggedChange;
import io.tastelake.domain.rating.Rating;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * All that happened to a user, or to one of the user's sessions.
 *
 * @param changes in any order, with their acceptance; none that compaction joined with others
 */
record Past(Actor.Kind kind, List<LoggedChange> changes) {

  /** Whether it was forgotten after {@code micros}. */
  boolean isForgottenAfter(long micros) {
    return changes.stream()
        .anyMatch(
            change -> change.change() instanceof Change.Forgotten && change.acceptedAt() > micros);
  }

  /** The histories that a reader may have seen within the window, the oldest first. */
  List<ActorHistory> histories(Window window) {
    TreeSet<Long> moments = new TreeSet<>(List.of(window.from()));
    changes.stream().map(LoggedChange::acceptedAt).filter(window::holds).forEach(moments::add);
    return moments.stream().map(this::until).toList();
  }

  private ActorHistory until(long micros) {
    return ActorHistory.ofChanges(
        changes.stream().filter(change -> change.acceptedAt() <= micros).toList());
  }

  /** The interactions of a history that are {@code user}'s. */
  Stream<InteractionContent> interactions(ActorHistory history, UserId user) {
    boolean own = kind == Actor.Kind.USER || history.owner().filter(user::equals).isPresent();
    return own ? history.interactions().stream().map(Interaction::content) : Stream.empty();
  }

  /** The ratings that the user gave, by a history. */
  Map<ItemId, Rating> given(ActorHistory history) {
    return kind == Actor.Kind.USER ? history.givenRatings() : Map.of();
  }
}
