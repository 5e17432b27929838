package io.tastelake.serving.interaction.http;

import io.tastelake.domain.identity.Actor;
import io.tastelake.lake.table.LakeSnapshot.TimeWindow;
import io.tastelake.serving.database.Database;
import io.tastelake.serving.database.Databases;
import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.Call;
import io.tastelake.serving.http.Cursors;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.ErrorName;
import io.tastelake.serving.http.Query;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;
import io.tastelake.serving.identity.JsonId;
import io.tastelake.serving.interaction.ListedInteraction;
import io.tastelake.serving.interaction.ListingExpiredException;
import io.tastelake.serving.interaction.ListingPage;
import io.tastelake.serving.interaction.ListingRequest;
import io.tastelake.serving.interaction.Listings;
import java.io.IOException;
import java.util.Optional;

/** {@code GET interactions-bulk/}: all users' interactions, in a stable order. */
public final class ListInteractions implements Endpoint {

  private final Databases databases;
  private final Listings listings;
  private final ListingCursors cursors;

  public ListInteractions(Databases databases, Listings listings, Cursors cursors) {
    this.databases = databases;
    this.listings = listings;
    this.cursors = new ListingCursors(cursors);
  }

  @Override
  public Route route() {
    return Route.get("/interactions-bulk", Role.NOT_FRONTEND);
  }

  @Override
  public void answer(Call call) throws IOException {
    Database database = databases.of(call.caller());
    ListingRequest request = request(database, call.query());
    ListingPage page = page(request);
    Optional<String> next = page.next().map(position -> cursors.sign(request, position));
    call.answer(
        json -> {
          json.writeArrayFieldStart("interactions");
          for (ListedInteraction row : page.rows()) {
            json.writeStartObject();
            json.writeFieldName("user_id");
            JsonId.write(json, database.types().user(), row.actor().id());
            InteractionJson.writeMembers(json, database.types(), row.interaction());
            json.writeNumberField("timestamp", row.interaction().timestamp());
            json.writeEndObject();
          }
          json.writeEndArray();
          InteractionJson.writeEnd(json, next, page.warnings());
        });
  }

  private ListingRequest request(Database database, Query query) {
    ListingRequest first =
        new ListingRequest(
            database.id(),
            Actor.Kind.USER,
            window(query),
            query.amount("amt", HistoryPages.PAGE, HistoryPages.LARGEST_PAGE),
            Optional.empty());
    return query
        .text("cursor")
        .map(cursor -> cursors.open(first, cursor))
        .map(
            after ->
                new ListingRequest(
                    first.database(),
                    first.kind(),
                    first.window(),
                    first.amount(),
                    Optional.of(after)))
        .orElse(first);
  }

  private static TimeWindow window(Query query) {
    double start = query.number("start_timestamp").orElse(TimeWindow.ALWAYS.start());
    double end = query.number("end_timestamp").orElse(TimeWindow.ALWAYS.end());
    if (start >= end) {
      throw ApiException.wrongData(
          ErrorName.WRONG_PARAMETER, "start_timestamp must be less than end_timestamp.");
    }
    return new TimeWindow(start, end);
  }

  private ListingPage page(ListingRequest request) {
    try {
      return listings.page(request);
    } catch (ListingExpiredException e) {
      throw Cursors.expired();
    }
  }
}
