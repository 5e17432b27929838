package io.tastelake.stream.taste;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.Collisions;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.Change;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.domain.rating.ImplicitToExplicitParameters;
import io.tastelake.domain.rating.ImplicitToExplicitParameters.Weight;
import io.tastelake.domain.taste.Centre;
import io.tastelake.domain.taste.FoldIn;
import io.tastelake.domain.taste.ItemFactors;
import io.tastelake.stream.store.ModelSettings;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;

/** Compares what a store shows with what is right for events of random logs. */
final class StoreAudit {

  static final ModelSettings MODEL = new ModelSettings("model-a", 3, 2.0, 0.1, new Centre(3.5));
  static final ImplicitToExplicitParameters PARAMETERS = parameters();

  /** Random logs know so many items and types. */
  private static final int ITEMS = 50;

  private final List<LoggedEvent> events;
  private final StoredTastes store;

  /**
   * An audit of events that have happened when it is asked.
   *
   * @param events grow meanwhile
   */
  StoreAudit(List<LoggedEvent> events, StoredTastes store) {
    this.events = events;
    this.store = store;
  }

  private static ImplicitToExplicitParameters parameters() {
    Map<String, Weight> weights = new HashMap<>();
    for (int i = 0; i < ITEMS; i += 2) {
      weights.put("type-" + i, new Weight(i % 3 - 1.5, Optional.empty()));
    }
    return new ImplicitToExplicitParameters(weights, OptionalDouble.of(1e-4), 3);
  }

  static ItemFactors factors(String model, int rank) {
    Random random = new Random(model.hashCode());
    Map<ItemId, float[]> vectors = new HashMap<>();
    for (int i = 0; i < ITEMS; i += 3) {
      float[] vector = new float[rank];
      for (int f = 0; f < rank; f++) {
        vector[f] = random.nextFloat() - 0.5f;
      }
      vectors.put(new ItemId("item-" + i), vector);
    }
    return ItemFactors.of(rank, vectors);
  }

  long upToDateVectors() throws Exception {
    long vectors = 0;
    for (DatabaseId database : Collisions.DATABASES) {
      for (UserId user : users()) {
        vectors += store.vector(database, user, MODEL).stream().count();
      }
    }
    return vectors;
  }

  int shownRatings() throws Exception {
    int shown = 0;
    for (DatabaseId database : Collisions.DATABASES) {
      for (UserId user : users()) {
        shown += store.ratings(database, user).size();
      }
    }
    return shown;
  }

  Set<UserId> users() {
    Set<UserId> users = new HashSet<>();
    for (LoggedEvent event : events) {
      if (event.event().actor().kind() == Actor.Kind.USER) {
        users.add(new UserId(event.event().actor().id()));
      }
      if (event.event().change() instanceof Change.Resolved resolved) {
        users.add(resolved.user());
      }
    }
    return users;
  }

  void assertRight(Map<DatabaseId, Set<UserId>> users) throws Exception {
    FoldIn foldIn =
        FoldIn.into(
            factors(MODEL.id(), MODEL.rank()), MODEL.alpha(), MODEL.lambda(), MODEL.centre());
    for (DatabaseId database : Collisions.DATABASES) {
      PureTaste right =
          new PureTaste(
              events.stream().filter(event -> event.event().database().equals(database)).toList(),
              PARAMETERS);
      for (UserId user : users.getOrDefault(database, Set.of())) {
        right.assertIs(user, store.ratings(database, user));
        Optional<float[]> vector = store.vector(database, user, MODEL);
        if (!right.values(user).isEmpty() && vector.isPresent()) {
          assertThat(vector.get())
              .containsExactly(foldIn.vector(right.values(user)), within(1e-4f));
        }
      }
    }
  }
}
