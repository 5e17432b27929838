package io.tastelake.stream.taste;

import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.rating.Rating;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What the online store shows: an update applies if its revision is not smaller. */
final class ShownTastes {

  private final Map<UserId, TasteUpdate> shown = new HashMap<>();

  void apply(TasteUpdate update) {
    shown.merge(
        update.user(),
        update,
        (was, now) -> now.revision().compareTo(was.revision()) >= 0 ? now : was);
  }

  Optional<TasteUpdate> find(UserId user) {
    return Optional.ofNullable(shown.get(user));
  }

  /** The ratings shown of a user. */
  Map<ItemId, Rating> ratings(UserId user) {
    return find(user).map(TasteUpdate::ratings).orElse(Map.of());
  }
}
