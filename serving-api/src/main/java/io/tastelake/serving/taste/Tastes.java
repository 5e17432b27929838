package io.tastelake.serving.taste;

import io.tastelake.contracts.log.MicrosecondClock;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.serving.decision.Decision;
import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.parity.ServedSamples;
import io.tastelake.serving.rating.Ratings;
import io.tastelake.store.ModelTable;
import io.tastelake.store.OnlineStore;
import io.tastelake.store.TasteTable;
import java.time.Clock;
import java.util.Collection;
import java.util.Optional;

/**
 * The tastes of users in the terms of the current model. A vector counts only if it was made from
 * what is shown of the user now, as its pair of generation and revision says; where there is none,
 * the user's ratings are folded into the same model's item factors. Thread-safe.
 */
public final class Tastes {

  private static final double MILLIS = 1e3;
  private static final double MICROS = 1e6;

  private final OnlineStore store;
  private final Models models;
  private final Ratings ratings;
  private final ServedSamples samples;
  private final Clock clock;

  public Tastes(
      OnlineStore store, Models models, Ratings ratings, ServedSamples samples, Clock clock) {
    this.store = store;
    this.models = models;
    this.ratings = ratings;
    this.samples = samples;
    this.clock = clock;
  }

  /**
   * The taste of a user; zero for one who is unknown.
   *
   * @throws ApiException {@code DATABASE_NOT_READY} before the first model
   */
  Taste of(DatabaseId database, UserId user) {
    ModelTable.Current current = current(database, user).orElseThrow(Models::notReady);
    Model model = Model.of(current.model());
    return sampled(
        user,
        current
            .vector()
            .map(vector -> taste(model, vector))
            .orElseGet(() -> foldedIn(models.load(model), user)));
  }

  /** The same; empty while no model can be read. */
  Optional<Taste> find(DatabaseId database, UserId user) {
    return current(database, user)
        .flatMap(
            current ->
                models
                    .find(Model.of(current.model()))
                    .map(
                        loaded ->
                            current
                                .vector()
                                .map(vector -> taste(loaded.model(), vector))
                                .orElseGet(() -> foldedIn(loaded, user))))
        .map(taste -> sampled(user, taste));
  }

  private Taste sampled(UserId user, Taste taste) {
    Model model = taste.model();
    samples.vector(model.database(), user, model.id(), taste.vector().numbers());
    return taste;
  }

  private Optional<ModelTable.Current> current(DatabaseId database, UserId user) {
    return store.with(connection -> new ModelTable(connection).current(database, user));
  }

  private static Taste taste(Model model, ModelTable.Vector stored) {
    double timestamp = MicrosecondClock.micros(stored.updatedAt()) / MICROS;
    return new Taste(model, new TasteVector(stored.numbers()), timestamp);
  }

  private Taste foldedIn(LoadedModel loaded, UserId user) {
    double now = clock.millis() / MILLIS;
    Model model = loaded.model();
    TasteVector vector = loaded.vector(ratings.byItem(model.database(), user));
    return new Taste(model, vector, now);
  }

  /**
   * Waits for who writes of these users, and lets none of them write until the decision is made.
   */
  public static void lock(Decision decision, DatabaseId database, Collection<UserId> users) {
    new TasteTable(decision.store()).lock(database, users);
  }

  /**
   * Deletes the inferred ratings and vectors of users here, within a decision about these users;
   * says nothing to the log. The users' rows stay, so that nobody writes what is of before this.
   *
   * @param forgottenAt when that was decided, Unix microseconds
   */
  public static void forget(
      Decision decision, DatabaseId database, Collection<UserId> users, long forgottenAt) {
    new TasteTable(decision.store()).forget(database, users, MicrosecondClock.instant(forgottenAt));
  }
}
