package io.tastelake.store;

import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.taste.FoldIn;
import io.tastelake.domain.taste.ItemFactors;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * Writes all users' vectors of one model into the online store.
 *
 * <p>Each vector follows from the ratings that are shown of the user, read by one statement
 * together with the user's pair (generation, revision); so it belongs to that pair, and whoever
 * changes meanwhile keeps the newer vector. The lake's ratings would be those of the last
 * recomputation.
 */
public final class VectorPublication {

  private static final int USERS_AT_ONCE = 500;
  private static final int TRIES = 5;

  private final ModelTable.Row model;
  private final FoldIn foldIn;
  private final OnlineStore store;
  private final Runnable permission;
  private final LongConsumer progress;
  private final List<TasteVectorsTable.Row> batch = new ArrayList<>();
  private long users;
  private long published;

  /**
   * Prepares to publish.
   *
   * @param permission is asked right before each write, and throws if it may not be
   * @param progress is told how many users are done
   */
  public VectorPublication(
      OnlineStore store,
      ModelTable.Row model,
      ItemFactors factors,
      Runnable permission,
      LongConsumer progress) {
    this.model = model;
    this.foldIn = FoldIn.into(factors, model.alpha(), model.lambda(), model.centre());
    this.store = store;
    this.permission = permission;
    this.progress = progress;
  }

  /**
   * How many users have ratings, and of how many a vector was written: the others changed
   * meanwhile.
   */
  public record Published(long users, long vectors) {}

  /** Publishes them all. */
  public Published run() {
    try (StoreConnection reading = store.openSnapshot();
        StoreConnection writing = store.open()) {
      TasteVectorsTable vectors = new TasteVectorsTable(writing);
      Iterator<UserRatings> shown = new ShownRatings(reading).byUser(model.database());
      while (shown.hasNext()) {
        batch.add(vector(shown.next()));
        if (batch.size() == USERS_AT_ONCE || !shown.hasNext()) {
          users += batch.size();
          published += published(vectors, TRIES);
          batch.clear();
          progress.accept(users);
        }
      }
      return new Published(users, published);
    }
  }

  private TasteVectorsTable.Row vector(UserRatings shown) {
    Map<ItemId, Double> ratings = new HashMap<>();
    shown.ratings().forEach((item, rating) -> ratings.put(item, rating.value()));
    return new TasteVectorsTable.Row(shown.user(), shown.state(), foldIn.vector(ratings));
  }

  /**
   * The stream writes several users at once, too: one of two that wait for each other tries anew.
   */
  private int published(TasteVectorsTable vectors, int tries) {
    permission.run();
    try {
      return vectors.publish(model.database(), model.id(), batch);
    } catch (StoreException e) {
      if (tries > 1 && e.isDeadlock()) {
        return published(vectors, tries - 1);
      }
      throw e;
    }
  }
}
