package io.tastelake.serving.taste;

import io.tastelake.contracts.log.InteractionEvidence;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.SessionId;
import io.tastelake.domain.interaction.Interaction;
import io.tastelake.domain.interaction.InteractionContent;
import io.tastelake.domain.rating.ImplicitToExplicitParameters;
import io.tastelake.domain.rating.Rating;
import io.tastelake.domain.rating.UserEvidence;
import io.tastelake.serving.interaction.Histories;
import io.tastelake.serving.interaction.HistoryPart;
import io.tastelake.serving.interaction.HistoryRequest;
import io.tastelake.serving.rating.Parameters;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What sessions like, inferred at the moment from what they did. Thread-safe. */
public final class SessionTastes {

  /** So many of a session's newest interactions count. */
  private static final int MAX_INTERACTIONS = 10_000;

  private static final double MILLIS = 1e3;

  private static final String WITHOUT_PARAMETERS =
      "The database has no implicit-to-explicit parameters, so the session's interactions say"
          + " nothing.";

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
   * @param byItem values from 1 to 10, by item
   * @param warnings sentences for the caller on what may be missing
   */
  record Liked(Map<ItemId, Double> byItem, List<String> warnings) {}

  /**
   * The taste of whoever has these ratings, in the terms of the current model; empty without one.
   */
  Optional<Taste> find(DatabaseId database, Map<ItemId, Double> ratings) {
    double now = clock.millis() / MILLIS;
    return models
        .findCurrent(database)
        .flatMap(models::find)
        .map(loaded -> new Taste(loaded.model(), loaded.vector(ratings), now));
  }

  /**
   * What a request tells of a session.
   *
   * @param session whose stored interactions count
   * @param interactions that count as well
   * @param ratings by item; they outrank inferred ones
   */
  record Told(
      Optional<SessionId> session,
      List<InteractionContent> interactions,
      Map<ItemId, Double> ratings) {

    boolean nothingDone() {
      return session.isEmpty() && interactions.isEmpty();
    }
  }

  /**
   * The ratings of a session: those given, and for other items those that are inferred from what it
   * did; none are while the database has no parameters.
   */
  Liked liked(DatabaseId database, Told told) {
    Map<ItemId, Double> given = told.ratings();
    if (told.nothingDone()) {
      return liked(new UserEvidence(ImplicitToExplicitParameters.NONE), given, List.of());
    }
    Optional<ImplicitToExplicitParameters> weights = parameters.of(database);
    if (weights.isEmpty()) {
      return liked(
          new UserEvidence(ImplicitToExplicitParameters.NONE), given, List.of(WITHOUT_PARAMETERS));
    }
    HistoryPart stored =
        told.session()
            .map(session -> stored(database, session))
            .orElse(new HistoryPart(List.of(), false));
    Stream<InteractionContent> done =
        Stream.concat(
            stored.rows().stream().map(Interaction::content), told.interactions().stream());
    return liked(InteractionEvidence.of(done, weights.get()), given, said(stored));
  }

  private static List<String> said(HistoryPart stored) {
    return Stream.concat(stored.warnings().stream(), stored.notes().stream()).toList();
  }

  private HistoryPart stored(DatabaseId database, SessionId session) {
    return histories.page(database, Actor.of(session), HistoryRequest.newest(MAX_INTERACTIONS));
  }

  private Liked liked(UserEvidence evidence, Map<ItemId, Double> given, List<String> warnings) {
    double now = clock.millis() / MILLIS;
    given.forEach((item, value) -> evidence.give(item, new Rating(value, now)));
    return new Liked(evidence.ratings().values(), warnings);
  }
}
