package io.tastelake.serving.taste;

import io.tastelake.contracts.log.MicrosecondClock;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.SessionId;
import io.tastelake.serving.database.Database;
import io.tastelake.serving.database.Databases;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.JsonFields;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;
import io.tastelake.serving.http.Unsupported;
import io.tastelake.serving.interaction.http.BroughtInteractions;
import io.tastelake.serving.rating.SessionRatings;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code POST recommendation/sessions/items/}: the items that suit a session best, by what it did
 * and by interactions and ratings that the request brings along.
 */
public final class RecommendToSession implements Endpoint {

  private final Databases databases;
  private final SessionTastes tastes;
  private final Recommendations recommendations;
  private final int rowsPerBody;
  private final Clock clock;

  public RecommendToSession(
      Databases databases,
      SessionTastes tastes,
      Recommendations recommendations,
      int rowsPerBody,
      Clock clock) {
    this.databases = databases;
    this.tastes = tastes;
    this.recommendations = recommendations;
    this.rowsPerBody = rowsPerBody;
    this.clock = clock;
  }

  @Override
  public Route route() {
    return Route.post("/recommendation/sessions/items", Role.ALL);
  }

  @Override
  public void answer(RequestContext context) throws IOException {
    Database database = databases.of(context.caller());
    JsonFields fields = context.fields();
    Optional<SessionId> session = context.readSession(fields, database.types());
    Conditions conditions =
        recommendations.conditions(
            database,
            () -> {
              Unsupported.in(fields)
                  .ifPresent(
                      refusal -> {
                        throw refusal;
                      });
              return Conditions.of(fields, database.types());
            });
    SessionTastes.Told told =
        new SessionTastes.Told(
            session,
            BroughtInteractions.of(fields, database, rowsPerBody, MicrosecondClock.now(clock)),
            SessionRatings.of(fields, database.types(), rowsPerBody));
    boolean unrated = fields.flag("exclude_rated_items").orElse(false);
    Recommendations.Request request =
        new Recommendations.Request(
            database,
            session
                .map(known -> recommendations.list(database, Actor.of(known), unrated))
                .orElse("nobody " + unrated),
            session.map(Actor::of).or(context.caller()::frontendActor),
            Optional.empty(),
            conditions,
            fields.amountWithin("amt", Recommendations.PAGE, Recommendations.PAGE),
            fields.cursor("cursor"));
    Optional<RankedList> resumed = recommendations.resumed(request);
    SessionTastes.Liked liked = tastes.liked(database.id(), told);
    List<String> warnings = new ArrayList<>(liked.warnings());
    RankedList list =
        resumed.orElseGet(
            () -> recommendations.by(tastes.find(database.id(), liked.byItem()), warnings));
    Set<ItemId> without = unrated ? liked.byItem().keySet() : Set.of();
    recommendations.answer(context, request, list, without, warnings);
  }
}
