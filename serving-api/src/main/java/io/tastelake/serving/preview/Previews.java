package io.tastelake.serving.preview;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.SessionId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.Interaction;
import io.tastelake.domain.interaction.InteractionContent;
import io.tastelake.domain.rating.ImplicitToExplicitParameters;
import io.tastelake.lake.table.LakeSnapshot;
import io.tastelake.serving.fairness.FairShares;
import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.interaction.Histories;
import io.tastelake.serving.interaction.HistoryPart;
import io.tastelake.serving.interaction.HistoryRequest;
import io.tastelake.serving.interaction.LakeLagsException;
import io.tastelake.serving.interaction.ListedInteraction;
import io.tastelake.serving.interaction.ListingRequest;
import io.tastelake.serving.interaction.Listings;
import io.tastelake.serving.rating.Parameters;
import io.tastelake.serving.session.ResolvedSessions;
import io.tastelake.serving.store.Tenants;
import io.tastelake.store.OnlineStore;
import io.tastelake.store.TasteTable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Tries parameters on what the users who were active last did. Thread-safe. */
public final class Previews {

  private static final int USERS = 50;
  private static final int LOOKED_AT = 100_000;

  /** So many of a user's newest interactions are looked at, sessions included. */
  private static final int MAX_INTERACTIONS = 2_000;

  private static final int MAX_SESSIONS = 20;
  private static final Duration MAX_TIME = Duration.ofSeconds(4);

  /** Each reads for seconds, maybe. */
  private static final int AT_ONCE = 4;

  private static final int GENEROSITY = 3;

  private final FairShares places = new FairShares(AT_ONCE, GENEROSITY, 1);
  private final OnlineStore store;
  private final Histories histories;
  private final Listings listings;
  private final ResolvedSessions sessions;
  private final Parameters parameters;
  private final Clock clock;

  public Previews(
      OnlineStore store,
      Histories histories,
      Listings listings,
      ResolvedSessions sessions,
      Parameters parameters,
      Clock clock) {
    this.store = store;
    this.histories = histories;
    this.listings = listings;
    this.sessions = sessions;
    this.parameters = parameters;
    this.clock = clock;
  }

  /**
   * What {@code proposed} would change.
   *
   * @throws ApiException {@code ServerUnavailable} if too many are under way
   */
  Preview of(DatabaseId database, ImplicitToExplicitParameters proposed) {
    String tenant = Tenants.current();
    if (!places.take(tenant)) {
      throw ApiException.overloaded(
          "Too many previews are under way: retry the request in a few seconds.");
    }
    try {
      return tried(database, proposed);
    } finally {
      places.giveBack(tenant);
    }
  }

  private Preview tried(DatabaseId database, ImplicitToExplicitParameters proposed) {
    Optional<ImplicitToExplicitParameters> present = parameters.of(database);
    Instant end = clock.instant().plus(MAX_TIME);
    Read read = new Read(database);
    for (UserId user : users(database)) {
      if (clock.instant().isAfter(end)) {
        read.cut = true;
        break;
      }
      read.add(user);
    }
    return Preview.of(read.done, present, proposed, !read.cut);
  }

  private List<UserId> users(DatabaseId database) {
    List<UserId> changed =
        store.with(
            connection -> new TasteTable(connection).changedLast(database, LOOKED_AT, USERS));
    return changed.isEmpty() ? listed(database) : changed;
  }

  /** While no taste is known there are interactions, maybe. */
  private List<UserId> listed(DatabaseId database) {
    ListingRequest request =
        new ListingRequest(
            database,
            Actor.Kind.USER,
            LakeSnapshot.TimeWindow.ALWAYS,
            MAX_INTERACTIONS,
            Optional.empty());
    try {
      return listings.page(request).rows().stream()
          .sorted(
              Comparator.comparingDouble((ListedInteraction row) -> row.interaction().timestamp())
                  .reversed())
          .map(row -> new UserId(row.actor().id()))
          .distinct()
          .limit(USERS)
          .toList();
    } catch (LakeLagsException e) {
      return List.of();
    }
  }

  /** Reads histories until there is enough. */
  private final class Read {

    private final DatabaseId database;
    private final List<Preview.Done> done = new ArrayList<>();
    private boolean cut;

    Read(DatabaseId database) {
      this.database = database;
    }

    void add(UserId user) {
      List<InteractionContent> interactions = new ArrayList<>();
      add(Actor.of(user), interactions);
      List<SessionId> own = sessions.of(database, user, MAX_SESSIONS + 1);
      own.stream().limit(MAX_SESSIONS).forEach(session -> add(Actor.of(session), interactions));
      cut |= own.size() > MAX_SESSIONS;
      if (!interactions.isEmpty()) {
        done.add(new Preview.Done(user, interactions));
      }
    }

    private void add(Actor actor, List<InteractionContent> interactions) {
      int left = MAX_INTERACTIONS - interactions.size();
      if (left == 0) {
        cut = true;
        return;
      }
      HistoryPart part = histories.page(database, actor, HistoryRequest.newest(left));
      cut |= part.hasMore() || !part.warnings().isEmpty();
      part.rows().stream().map(Interaction::content).forEach(interactions::add);
    }
  }
}
