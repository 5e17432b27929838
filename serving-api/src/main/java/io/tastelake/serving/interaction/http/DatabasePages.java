package io.tastelake.serving.interaction.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.IdType;
import io.tastelake.lake.table.LakeSnapshot.TimeWindow;
import io.tastelake.serving.database.Database;
import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.Cursors;
import io.tastelake.serving.http.ErrorName;
import io.tastelake.serving.http.Query;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.identity.JsonId;
import io.tastelake.serving.interaction.LakeLagsException;
import io.tastelake.serving.interaction.ListedInteraction;
import io.tastelake.serving.interaction.ListingExpiredException;
import io.tastelake.serving.interaction.ListingPage;
import io.tastelake.serving.interaction.ListingRequest;
import io.tastelake.serving.interaction.Listings;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Whole databases page by page. Thread-safe. */
public final class DatabasePages {

  private final Listings listings;
  private final ListingCursors cursors;

  public DatabasePages(Listings listings, Cursors cursors) {
    this.listings = listings;
    this.cursors = new ListingCursors(cursors);
  }

  /** A part of a listing; {@code nextCursor} leads to the rest. */
  record Page(List<ListedInteraction> rows, Optional<String> nextCursor) {}

  /** The page that the query's {@code amt}, {@code cursor} and window ask for. */
  Page page(Database database, Actor.Kind kind, RequestContext context) {
    ListingRequest request = request(database, kind, context.query());
    ListingPage page = page(request);
    InteractionJson.writeNotes(context, page.notes());
    return new Page(page.rows(), page.next().map(position -> cursors.sign(request, position)));
  }

  /**
   * Writes a page.
   *
   * @param actor the member that says whose a row is
   */
  static void write(JsonGenerator json, Database database, String actor, Page page)
      throws IOException {
    json.writeArrayFieldStart("interactions");
    for (ListedInteraction row : page.rows()) {
      IdType type = database.types().of(row.actor().kind());
      json.writeStartObject();
      json.writeFieldName(actor);
      JsonId.write(json, type, row.actor().id());
      InteractionJson.writeMembers(json, database.types(), row.interaction());
      json.writeNumberField("timestamp", row.interaction().timestamp());
      json.writeEndObject();
    }
    json.writeEndArray();
    InteractionJson.writeEnd(json, page.nextCursor());
  }

  private ListingRequest request(Database database, Actor.Kind kind, Query query) {
    ListingRequest first =
        new ListingRequest(
            database.id(),
            kind,
            window(query),
            query.amount("amt", HistoryPages.PAGE, HistoryPages.MAX_PAGE_SIZE),
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
    double start = query.unixSeconds("start_timestamp").orElse(TimeWindow.ALWAYS.start());
    double end = query.unixSeconds("end_timestamp").orElse(TimeWindow.ALWAYS.end());
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
    } catch (LakeLagsException e) {
      throw ApiException.overloaded(e.getMessage());
    }
  }
}
