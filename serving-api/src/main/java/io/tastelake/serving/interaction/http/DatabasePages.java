package io.tastelake.serving.interaction.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tastelake.domain.identity.Actor;
import io.tastelake.lake.table.LakeSnapshot.TimeWindow;
import io.tastelake.serving.database.Database;
import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.Cursors;
import io.tastelake.serving.http.ErrorName;
import io.tastelake.serving.http.Query;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.identity.IdTypes;
import io.tastelake.serving.identity.JsonId;
import io.tastelake.serving.interaction.LakeLagsException;
import io.tastelake.serving.interaction.ListedInteraction;
import io.tastelake.serving.interaction.ListingExpiredException;
import io.tastelake.serving.interaction.ListingPage;
import io.tastelake.serving.interaction.ListingRequest;
import io.tastelake.serving.interaction.Listings;
import java.io.IOException;
import java.util.Optional;

/** Whole databases, page by page or in one answer of lines. Thread-safe. */
public final class DatabasePages {

  /** Rows of an answer of lines that are held at once. */
  private static final int ROWS_AT_ONCE = 10_000;

  private final Listings listings;
  private final ListingCursors cursors;

  public DatabasePages(Listings listings, Cursors cursors) {
    this.listings = listings;
    this.cursors = new ListingCursors(cursors);
  }

  /** A listing's rows say whose they are in a member of this name. */
  record Listed(Database database, Actor.Kind kind, String actor) {}

  /** Answers with the page that the query asks for, or with all that follows, a row a line. */
  void answer(Listed listed, RequestContext context) throws IOException {
    if (context.wantsLines()) {
      answerLines(listed, context);
    } else {
      answerPage(listed, context);
    }
  }

  private void answerPage(Listed listed, RequestContext context) throws IOException {
    Query query = context.query();
    int amount = query.amount("amt", HistoryPages.PAGE, HistoryPages.MAX_PAGE_SIZE);
    ListingRequest request = request(listed, query, amount);
    ListingPage page = page(request);
    context.hold(bytes(page));
    InteractionJson.writeNotes(context, page.notes());
    context.answer(
        json -> {
          json.writeArrayFieldStart("interactions");
          for (ListedInteraction row : page.rows()) {
            write(json, listed, row);
          }
          json.writeEndArray();
          InteractionJson.writeEnd(
              json, page.next().map(position -> cursors.sign(request, position)));
        });
  }

  /** The last line says where the listing goes on, or that it does not. */
  private void answerLines(Listed listed, RequestContext context) throws IOException {
    Query query = context.query();
    int amount = query.amount("amt", Integer.MAX_VALUE, Integer.MAX_VALUE);
    ListingRequest request = request(listed, query, Math.min(amount, ROWS_AT_ONCE));
    ListingLines lines = lines(request, amount, context);
    context.answerLines(
        json -> {
          while (lines.read()) {
            for (ListedInteraction row : lines.rows()) {
              write(json, listed, row);
            }
          }
          json.writeStartObject();
          InteractionJson.writeEnd(
              json, lines.position().map(position -> cursors.sign(request, position)));
          json.writeEndObject();
        });
  }

  /** With its first page, which may fail and be answered so. */
  private ListingLines lines(ListingRequest request, int amount, RequestContext context) {
    ListingPage first = page(request);
    context.hold(bytes(first));
    InteractionJson.writeNotes(context, first.notes());
    return new ListingLines(listings, request, amount, first, page -> context.hold(bytes(page)));
  }

  private static long bytes(ListingPage page) {
    return RowBytes.of(page.rows().stream().map(ListedInteraction::interaction));
  }

  private static void write(JsonGenerator json, Listed listed, ListedInteraction row)
      throws IOException {
    IdTypes types = listed.database().types();
    json.writeStartObject();
    json.writeFieldName(listed.actor());
    JsonId.write(json, types.of(row.actor().kind()), row.actor().id());
    InteractionJson.writeMembers(json, types, row.interaction());
    json.writeNumberField("timestamp", row.interaction().timestamp());
    json.writeEndObject();
  }

  private ListingRequest request(Listed listed, Query query, int amount) {
    ListingRequest first =
        new ListingRequest(
            listed.database().id(), listed.kind(), window(query), amount, Optional.empty());
    return query
        .text("cursor")
        .map(cursor -> first.after(cursors.open(first, cursor), amount))
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
