package io.tastelake.serving.taste;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.taste.TopItems;
import io.tastelake.serving.database.Database;
import io.tastelake.serving.decision.Forgets;
import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.Cursors;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.identity.JsonId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Pages of the items that suit a taste best. Thread-safe. */
public final class Recommendations {

  /** The most items of a page, and as many as it holds unless fewer are asked for. */
  static final int PAGE = 64;

  /** Where a list comes from. Java's client refuses answers with a member for it. */
  private static final String SOURCE = "X-Recommendation-Source";

  /** Why a list is empty, or what it may lack. */
  private static final String WARNING = "X-Recommendation-Warning";

  private static final String NO_TASTE =
      "No taste is known yet: the model knows none of the items that the user or session"
          + " likes.";

  private final Models models;
  private final Cursors cursors;
  private final Forgets forgets;

  public Recommendations(Models models, Cursors cursors, Forgets forgets) {
    this.models = models;
    this.cursors = cursors;
    this.forgets = forgets;
  }

  /** Names the list of an actor; it has another name, and so no cursor, after a FORGET. */
  String list(Database database, Actor actor, boolean unrated) {
    String past = forgets.newest(database.id(), actor).map(UUID::toString).orElse("");
    return String.join(" ", actor.kind().name(), Boolean.toString(unrated), past, actor.id());
  }

  /**
   * Refuses a request if there is a reason to; that the database is not ready goes before.
   *
   * @throws ApiException {@code DATABASE_NOT_READY} before the first model, else {@code refusal}
   */
  void refuse(Database database, Optional<ApiException> refusal) {
    if (refusal.isPresent()) {
      Model unused = models.current(database.id());
      throw refusal.get();
    }
  }

  /**
   * What is asked for.
   *
   * @param list whose list it is and what is left out of it
   * @param cursor {@code next_cursor} of the page before
   */
  record Request(Database database, String list, int amount, Optional<String> cursor) {

    String name() {
      return "recommendation " + database.id() + " " + list;
    }
  }

  /**
   * How a list goes on where a cursor says.
   *
   * @return empty if there is no cursor
   * @throws ApiException {@code WrongData} if the cursor is of another list, of one that began
   *     before its actor was forgotten, or of a model that is not current any more; {@code
   *     DATABASE_NOT_READY} before the first model
   */
  Optional<RankedList> resumed(Request request) {
    return request
        .cursor()
        .map(cursor -> RecommendationPosition.decode(cursors.open(request.name(), cursor)))
        .map(position -> resumed(models.current(request.database().id()), position));
  }

  private static RankedList resumed(Model current, RecommendationPosition position) {
    if (!position.model().equals(current.id())) {
      throw Cursors.expired();
    }
    return new RankedList(current, position.taste(), Optional.of(position.place()));
  }

  /**
   * Answers a page.
   *
   * @param without items that are left out
   * @param warnings sentences for the caller
   */
  void answer(
      RequestContext context,
      Request request,
      RankedList list,
      Collection<ItemId> without,
      List<String> warnings)
      throws IOException {
    List<String> said = new ArrayList<>(warnings);
    List<TopItems.Place> found = List.of();
    if (list.taste().isZero()) {
      said.add(NO_TASTE);
    } else {
      found = list.of(models.load(list.model()), request.amount() + 1, without);
    }
    write(context, request, list, found, said);
  }

  private void write(
      RequestContext context,
      Request request,
      RankedList list,
      List<TopItems.Place> found,
      List<String> warnings)
      throws IOException {
    int amount = Math.min(request.amount(), found.size());
    if (amount > 0) {
      context.header(SOURCE, "model");
    }
    if (!warnings.isEmpty()) {
      context.header(WARNING, String.join(" ", warnings));
    }
    context.answer(
        json -> {
          json.writeArrayFieldStart("items_id");
          for (TopItems.Place place : found.subList(0, amount)) {
            JsonId.write(json, request.database().types().item(), place.item().value());
          }
          json.writeEndArray();
          if (found.size() > amount) {
            byte[] next = list.position(found.get(amount - 1)).encode();
            json.writeStringField("next_cursor", cursors.sign(request.name(), next));
          }
        });
  }
}
