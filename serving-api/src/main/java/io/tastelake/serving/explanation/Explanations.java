package io.tastelake.serving.explanation;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.SessionId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.rating.ImplicitToExplicitParameters;
import io.tastelake.domain.rating.Rating;
import io.tastelake.serving.fairness.FairShares;
import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.interaction.Histories;
import io.tastelake.serving.interaction.HistoryPart;
import io.tastelake.serving.interaction.HistoryRequest;
import io.tastelake.serving.rating.Parameters;
import io.tastelake.serving.rating.Ratings;
import io.tastelake.serving.session.ResolvedSessions;
import io.tastelake.serving.store.Tenants;
import io.tastelake.serving.taste.Scores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Takes ratings apart. Thread-safe. */
public final class Explanations {

  /** So many of a user's newest interactions are looked at, sessions included. */
  private static final int MAX_INTERACTIONS = 10_000;

  private static final int MAX_SESSIONS = 100;

  /** Each may read a long history and a hundred more; an organization alone has six of them. */
  private static final int AT_ONCE = 8;

  private static final int GENEROSITY = 3;

  private final FairShares places = new FairShares(AT_ONCE, GENEROSITY, 1);
  private final Histories histories;
  private final ResolvedSessions sessions;
  private final Ratings ratings;
  private final Parameters parameters;
  private final Scores scores;

  public Explanations(
      Histories histories,
      ResolvedSessions sessions,
      Ratings ratings,
      Parameters parameters,
      Scores scores) {
    this.histories = histories;
    this.sessions = sessions;
    this.ratings = ratings;
    this.parameters = parameters;
    this.scores = scores;
  }

  /**
   * Why the user's rating of the item is what it is.
   *
   * @throws ApiException {@code DB_IMPLICIT_TO_EXPLICIT_PARAMS_NOT_FOUND} while the database has no
   *     parameters, {@code TooManyRequests} if the tenant asks for too many at once
   */
  Explanation of(DatabaseId database, UserId user, ItemId item) {
    ImplicitToExplicitParameters weights = parameters.of(database).orElseThrow(Parameters::unset);
    return inTurn(() -> of(database, user, item, weights));
  }

  /** Does what is asked for, unless the tenant has its share of what goes on already. */
  <T> T inTurn(Supplier<T> work) {
    String tenant = Tenants.current();
    if (!places.take(tenant)) {
      throw ApiException.tooManyRequests(
          "Too many explanations are asked for at once: ask for fewer.", Duration.ofSeconds(1));
    }
    try {
      return work.get();
    } finally {
      places.giveBack(tenant);
    }
  }

  private Explanation of(
      DatabaseId database, UserId user, ItemId item, ImplicitToExplicitParameters weights) {
    Read read = new Read(database, item);
    read.add(Actor.of(user), Optional.empty());
    List<SessionId> own = sessions.of(database, user, MAX_SESSIONS + 1);
    own.stream()
        .limit(MAX_SESSIONS)
        .forEach(session -> read.add(Actor.of(session), Optional.of(session)));
    Optional<Rating> given =
        ratings
            .given(database, user, item)
            .map(rating -> new Rating(rating.value(), rating.ratedAt()));
    return Explanation.of(
        read.done,
        given,
        weights,
        !read.cut && own.size() <= MAX_SESSIONS,
        scores.of(database, user, item));
  }

  /** Reads histories until there is enough. */
  private final class Read {

    private final DatabaseId database;
    private final ItemId item;
    private final List<Explanation.Done> done = new ArrayList<>();
    private int left = MAX_INTERACTIONS;
    private boolean cut;

    Read(DatabaseId database, ItemId item) {
      this.database = database;
      this.item = item;
    }

    void add(Actor actor, Optional<SessionId> session) {
      if (left == 0) {
        cut = true;
        return;
      }
      HistoryPart part = histories.page(database, actor, HistoryRequest.newest(left));
      left -= part.rows().size();
      cut |= part.hasMore() || !part.warnings().isEmpty();
      part.rows().stream()
          .filter(row -> row.item().equals(item))
          .forEach(row -> done.add(new Explanation.Done(row, session)));
    }
  }
}
