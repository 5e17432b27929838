package io.tastelake.serving.taste;

import io.tastelake.contracts.log.NumericProperties;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.SessionId;
import io.tastelake.domain.interaction.Interaction;
import io.tastelake.domain.rating.Evidence;
import io.tastelake.domain.rating.ImplicitToExplicitParameters;
import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.interaction.Histories;
import io.tastelake.serving.interaction.HistoryPart;
import io.tastelake.serving.interaction.HistoryRequest;
import io.tastelake.serving.rating.Parameters;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What sessions like, inferred at the moment from what they did. Thread-safe. */
public final class SessionTastes {

  /** So many of a session's newest interactions count. */
  private static final int MAX_INTERACTIONS = 10_000;

  private static final double MILLIS = 1e3;

  private final Histories histories;
  private final Parameters parameters;
  private final Models models;
  private final Clock clock;

  public SessionTastes(Histories histories, Parameters parameters, Models models, Clock clock) {
    this.histories = histories;
    this.parameters = parameters;
    this.models = models;
    this.clock = clock;
  }

  /**
   * A session's ratings.
   *
   * @param byItem values from 1 to 10
   * @param warnings sentences for the caller on what may be missing
   */
  record Liked(Map<ItemId, Double> byItem, List<String> warnings) {}

  /**
   * The taste of whoever has these ratings, in the terms of the current model.
   *
   * @throws ApiException {@code DATABASE_NOT_READY} before the first model
   */
  Taste of(DatabaseId database, Map<ItemId, Double> ratings) {
    double now = clock.millis() / MILLIS;
    Model model = models.current(database);
    return new Taste(model, models.load(model).vector(ratings), now);
  }

  /**
   * The ratings of a session: those given, and for other items those that are inferred from what it
   * did; none are while the database has no parameters.
   */
  Liked liked(DatabaseId database, Optional<SessionId> session, Map<ItemId, Double> given) {
    if (session.isEmpty()) {
      return new Liked(given, List.of());
    }
    Liked inferred = inferred(database, session.get());
    Map<ItemId, Double> both = new HashMap<>(inferred.byItem());
    both.putAll(given);
    return new Liked(both, inferred.warnings());
  }

  private Liked inferred(DatabaseId database, SessionId session) {
    Optional<ImplicitToExplicitParameters> set = parameters.of(database);
    if (set.isEmpty()) {
      return new Liked(
          Map.of(),
          List.of(
              "The database has no implicit-to-explicit parameters, so the session's interactions say"
                  + " nothing."));
    }
    HistoryPart part =
        histories.page(database, Actor.of(session), HistoryRequest.newest(MAX_INTERACTIONS));
    return new Liked(inferred(part.rows(), set.get()), part.warnings());
  }

  private static Map<ItemId, Double> inferred(
      List<Interaction> rows, ImplicitToExplicitParameters parameters) {
    Map<ItemId, Evidence> evidence = new HashMap<>();
    for (Interaction row : rows) {
      evidence.merge(
          row.item(),
          Evidence.of(NumericProperties.contribution(row), parameters),
          (all, one) -> all.plus(one, parameters));
    }
    Map<ItemId, Double> ratings = new HashMap<>();
    evidence.forEach(
        (item, of) -> of.rating(parameters).ifPresent(rating -> ratings.put(item, rating.value())));
    return ratings;
  }
}
