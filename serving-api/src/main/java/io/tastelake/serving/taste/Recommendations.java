package io.tastelake.serving.taste;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.popularity.PopularItems;
import io.tastelake.serving.catalogue.CatalogueIndexes;
import io.tastelake.serving.database.Database;
import io.tastelake.serving.decision.Forgets;
import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.Cursors;
import io.tastelake.serving.http.ErrorName;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.identity.JsonId;
import io.tastelake.serving.identity.WrongIdException;
import io.tastelake.serving.interaction.Listings;
import io.tastelake.serving.outcome.ShownLists;
import io.tastelake.store.OnlineStore;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Pages of recommended items: what a model ranks, and where it has nothing to say what is popular
 * lately. Thread-safe.
 */
public final class Recommendations {

  /** The most items of a page, and as many as it holds unless fewer are asked for. */
  static final int PAGE = 64;

  /** Where a list comes from. Java's client refuses answers with a member for it. */
  private static final String SOURCE = "X-Recommendation-Source";

  /** Why a list is not what one may expect. */
  private static final String WARNING = "X-Recommendation-Warning";

  /** By which name interactions say that they came of the list. */
  private static final String ID = "X-Recommendation-Id";

  /** Which scenario was asked for. */
  private static final String SCENARIO = "X-Recommendation-Scenario";

  private static final String POPULAR = " The list shows what has been popular lately.";

  private static final String NO_MODEL = "The database has no model yet." + POPULAR;

  private static final String NO_TASTE =
      "No taste is known yet: the model knows none of the items that the user or session likes."
          + POPULAR;

  private static final String UNKNOWN_ITEM = "The model does not know the item." + POPULAR;

  private static final String ALL_LEFT_OUT = "The request excludes every item.";

  private final Models models;
  private final PopularLists popular;
  private final CatalogueIndexes indexes;
  private final Cursors cursors;
  private final Forgets forgets;
  private final ShownLists shown;

  public Recommendations(
      OnlineStore store,
      Models models,
      Listings listings,
      Cursors cursors,
      ShownLists shown,
      Clock clock) {
    this.models = models;
    this.popular = new PopularLists(store, listings, clock);
    this.indexes = new CatalogueIndexes(store);
    this.cursors = cursors;
    this.shown = shown;
    this.forgets = new Forgets(store);
  }

  /** Names the list of an actor; it has another name, and so no cursor, after a FORGET. */
  String list(Database database, Actor actor, boolean unrated) {
    String past = forgets.newest(database.id(), actor).map(UUID::toString).orElse("");
    return String.join(" ", actor.kind().name(), Boolean.toString(unrated), past, actor.id());
  }

  /**
   * Reads what a request wants; that the database is not ready goes before what is wrong with it.
   *
   * @throws ApiException {@code DATABASE_NOT_READY} while there is nothing to recommend, else what
   *     {@code conditions} throws
   */
  Conditions conditions(Database database, Supplier<Conditions> conditions) {
    try {
      return conditions.get();
    } catch (ApiException | WrongIdException e) {
      requireAny(fallback(database.id()));
      throw e;
    }
  }

  /**
   * What is asked for.
   *
   * @param list whose list it is and what is left out of it
   * @param viewer who is shown it, if that is known
   * @param like the item that others are to be like, if that is asked for
   * @param cursor {@code next_cursor} of the page before
   */
  record Request(
      Database database,
      String list,
      Optional<Actor> viewer,
      Optional<ItemId> like,
      Conditions conditions,
      int amount,
      Optional<String> cursor) {

    String name() {
      return "recommended " + database.id() + " " + list + " " + conditions.name();
    }
  }

  /**
   * How a list goes on where a cursor says.
   *
   * @return empty if there is no cursor
   * @throws ApiException {@code WrongData} if the cursor is of another list, of one that began
   *     before its actor was forgotten, or of a model that is not current any more
   */
  Optional<RankedList> resumed(Request request) {
    return request
        .cursor()
        .map(cursor -> RecommendationPosition.decode(cursors.open(request.name(), cursor)))
        .map(position -> resumed(request, position));
  }

  private RankedList resumed(Request request, RecommendationPosition position) {
    Optional<Ranking> ranking =
        position.model().equals(RecommendationPosition.NO_MODEL)
            ? Optional.empty()
            : Optional.of(
                new Ranking(current(request, position), position.taste(), request.like()));
    return new RankedList(ranking, position.inRanking(), position.place(), position.taken());
  }

  private Model current(Request request, RecommendationPosition position) {
    return models
        .findCurrent(request.database().id())
        .filter(model -> model.id().equals(position.model()))
        .orElseThrow(Cursors::expired);
  }

  /** The list for a taste; what is popular, and a sentence why, if the taste says nothing. */
  RankedList by(Optional<Taste> taste, List<String> warnings) {
    if (taste.isPresent() && !taste.get().vector().isZero()) {
      return RankedList.of(Ranking.by(taste.get()));
    }
    warnings.add(taste.isPresent() ? NO_TASTE : NO_MODEL);
    return RankedList.popular();
  }

  /** The items like one; what is popular, and a sentence why, if the model does not know it. */
  RankedList like(DatabaseId database, ItemId item, List<String> warnings) {
    Optional<Model> model = models.findCurrent(database);
    if (model.flatMap(models::find).filter(loaded -> loaded.factors().has(item)).isPresent()) {
      return RankedList.of(Ranking.like(model.get(), item));
    }
    warnings.add(model.isPresent() ? UNKNOWN_ITEM : NO_MODEL);
    return RankedList.popular();
  }

  /**
   * Answers a page.
   *
   * @param without items that are left out
   * @param warnings sentences for the caller
   * @throws ApiException {@code DATABASE_NOT_READY} while there is nothing to recommend
   */
  void answer(
      RequestContext context,
      Request request,
      RankedList list,
      Set<ItemId> without,
      List<String> warnings)
      throws IOException {
    List<String> said = new ArrayList<>(warnings);
    RecommendedPage page = page(request, list, without);
    if (page.found().isEmpty() && request.cursor().isEmpty()) {
      said.add(ALL_LEFT_OUT);
    }
    noted(request, page).ifPresent(id -> context.header(ID, id));
    page.source(list).ifPresent(source -> context.header(SOURCE, source.wireName()));
    request.conditions().scenario().ifPresent(name -> context.header(SCENARIO, name));
    if (!said.isEmpty()) {
      context.header(WARNING, String.join(" ", said));
    }
    write(context, request, page);
  }

  private Optional<String> noted(Request request, RecommendedPage page) {
    return shown.note(
        request.database().id(),
        request.viewer(),
        request.conditions().scenario(),
        page.found().stream().map(item -> item.place().item()).toList());
  }

  private RecommendedPage page(Request request, RankedList list, Set<ItemId> without) {
    DatabaseId database = request.database().id();
    Optional<LoadedModel> loaded = list.ranking().map(Ranking::model).map(models::load);
    Supplier<PopularItems> fallback = () -> fallback(database);
    if (loaded.isEmpty()) {
      PopularItems all = fallback(database);
      requireAny(all);
      fallback = () -> all;
    }
    Supplier<PopularItems> besides = fallback;
    Set<ItemId> left = new HashSet<>(without);
    left.addAll(request.conditions().excluded());
    request.like().ifPresent(left::add);
    Function<Choice, RecommendedPage> page =
        choice -> new RecommendedPages(list, loaded, besides, left, choice).next(request.amount());
    return request.conditions().plain()
        ? page.apply(Choice.ALL)
        : indexes.of(database).read(view -> page.apply(Choice.of(request.conditions(), view)));
  }

  /** What is popular; the model's items in the order of their ids while nothing is. */
  private PopularItems fallback(DatabaseId database) {
    PopularItems counted = popular.of(database);
    return counted.size() > 0
        ? counted
        : models
            .findCurrent(database)
            .flatMap(models::find)
            .map(loaded -> PopularItems.equal(loaded.factors().items()))
            .orElse(counted);
  }

  private static void requireAny(PopularItems items) {
    if (items.size() == 0) {
      throw ApiException.unavailable(
          ErrorName.DATABASE_NOT_READY,
          "This database has neither interactions nor ratings yet, and no model, so there is nothing"
              + " to recommend: write some first.");
    }
  }

  private void write(RequestContext context, Request request, RecommendedPage page)
      throws IOException {
    context.answer(
        json -> {
          json.writeArrayFieldStart("items_id");
          for (RecommendedPage.Found found : page.found()) {
            JsonId.write(json, request.database().types().item(), found.place().item().value());
          }
          json.writeEndArray();
          if (page.next().isPresent()) {
            byte[] next = page.next().get().encode();
            json.writeStringField("next_cursor", cursors.sign(request.name(), next));
          }
        });
  }
}
