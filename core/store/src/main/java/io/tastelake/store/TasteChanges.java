package io.tastelake.store;

import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.rating.Rating;
import io.tastelake.store.WrittenTastes.Written;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a write has to change of many users' rows. Not thread-safe. */
final class TasteChanges {

  /** An inferred rating, or an item that is no longer rated: then {@code rating} is null. */
  record OfItem(TasteReplacement user, ItemId item, Rating rating) {}

  /** Users of whom it is not known what is shown: all their ratings are compared. */
  final List<TasteReplacement> compared = new ArrayList<>();

  /** Users who may have vectors of models other than theirs. */
  final List<TasteReplacement> otherModels = new ArrayList<>();

  final List<OfItem> changed = new ArrayList<>();
  final List<OfItem> gone = new ArrayList<>();

  /** All users that are written. */
  final List<TasteReplacement> written = new ArrayList<>();

  /** Nobody knows what is shown of the user. */
  void add(TasteReplacement user) {
    written.add(user);
    compared.add(user);
    otherModels.add(user);
  }

  /** The store shows of the user what {@code before} says. */
  void add(TasteReplacement user, Written before) {
    written.add(user);
    int kept = 0;
    for (int i = 0; i < before.items().length; i++) {
      ItemId item = before.items()[i];
      Rating now = user.ratings().get(item);
      if (now == null) {
        gone.add(new OfItem(user, item, null));
      } else {
        kept++;
        if (now.value() != before.values()[i] || now.timestamp() != before.times()[i]) {
          changed.add(new OfItem(user, item, now));
        }
      }
    }
    if (kept < user.ratings().size()) {
      addNew(user, Set.of(before.items()));
    }
    if (!before.models().equals(user.vectors().keySet())) {
      otherModels.add(user);
    }
  }

  private void addNew(TasteReplacement user, Set<ItemId> known) {
    for (Map.Entry<ItemId, Rating> rating : user.ratings().entrySet()) {
      if (!known.contains(rating.getKey())) {
        changed.add(new OfItem(user, rating.getKey(), rating.getValue()));
      }
    }
  }
}
