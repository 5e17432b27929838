package io.tastelake.serving.interaction.http;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.interaction.Change;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.serving.http.Query;
import io.tastelake.serving.identity.IdTypes;
import java.util.Optional;
import java.util.Set;

/**
 * Which events are wanted.
 *
 * @param types interaction types; none means events of any, and those that have none
 * @param user whose events, or sessions resolved to whom
 */
record WantedEvents(
    Set<String> types, Optional<Actor> user, Optional<Actor> session, Optional<ItemId> item) {

  /**
   * What a query asks for.
   *
   * @throws io.tastelake.serving.identity.WrongIdException if an id is none of this database
   */
  static WantedEvents of(Query query, IdTypes types) {
    return new WantedEvents(
        Set.copyOf(query.list("interaction_types")),
        query.text("user_id").map(types::user).map(Actor::of),
        query.text("session_id").map(types::session).map(Actor::of),
        query.text("item_id").map(types::item));
  }

  boolean test(InteractionEvent event) {
    Change change = event.change();
    return (types.isEmpty() || type(change).filter(types::contains).isPresent())
        && (item.isEmpty() || item(change).equals(item))
        && (session.isEmpty() || session.get().equals(event.actor()))
        && (user.isEmpty() || user.get().equals(event.actor()) || isResolvedTo(user.get(), change));
  }

  private static boolean isResolvedTo(Actor user, Change change) {
    return change instanceof Change.Resolved resolved && Actor.of(resolved.user()).equals(user);
  }

  private static Optional<String> type(Change change) {
    if (change instanceof Change.Recorded recorded) {
      return Optional.of(recorded.content().type());
    }
    return change instanceof Change.Amended amended ? amended.amendment().type() : Optional.empty();
  }

  private static Optional<ItemId> item(Change change) {
    if (change instanceof Change.Recorded recorded) {
      return Optional.of(recorded.content().item());
    } else if (change instanceof Change.Amended amended) {
      return amended.amendment().item();
    } else if (change instanceof Change.Rated rated) {
      return Optional.of(rated.item());
    }
    return change instanceof Change.Unrated unrated
        ? Optional.of(unrated.item())
        : Optional.empty();
  }
}
