package io.tastelake.serving.rating;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.serving.database.Counters;
import io.tastelake.serving.decision.Decision;
import io.tastelake.serving.decision.Decisions;
import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.ErrorName;
import io.tastelake.store.GivenRatings;
import io.tastelake.store.OnlineStore;
import io.tastelake.store.RatingsTable;
import io.tastelake.store.ShownRatings;
import io.tastelake.store.StoreConnection;
import io.tastelake.store.TasteTable;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The ratings of all databases: those that users gave, and in lists the inferred ones too, which a
 * given one of the same user and item outranks. Each change is a decision about its users: it holds
 * once the call returns, and reaches the log soon after. Thread-safe.
 */
public final class Ratings implements Counters.Source {

  private final OnlineStore store;
  private final Decisions decisions;

  public Ratings(OnlineStore store, Decisions decisions) {
    this.store = store;
    this.decisions = decisions;
  }

  /** Gives ratings, each in place of the one of its user and item that there was. */
  void give(DatabaseId database, Collection<GivenRatings.Given> ratings) {
    if (!ratings.isEmpty()) {
      Set<UserId> users =
          ratings.stream().map(GivenRatings.Given::user).collect(Collectors.toSet());
      decisions.run(
          database, users, decision -> new GivenRatings(decision.store()).put(database, ratings));
    }
  }

  /**
   * Withdraws the rating that a user gave to an item; what is inferred shows again.
   *
   * @throws ApiException {@code USER_RATING_NOT_FOUND} if none was given
   */
  void withdraw(DatabaseId database, UserId user, ItemId item) {
    decisions.run(
        database,
        Set.of(user),
        decision -> {
          int deleted = new RatingsTable(decision.store()).delete(database, user, item);
          if (deleted == 0) {
            throw notGiven(decision.store(), database, user, item);
          }
          decision.publish(
              List.of(InteractionEvent.unrate(database, user, item, decision.acceptedAt())));
        });
  }

  private static ApiException notGiven(
      StoreConnection transaction, DatabaseId database, UserId user, ItemId item) {
    boolean inferred = new TasteTable(transaction).infers(database, user, item);
    String message =
        inferred
            ? "The rating of the item '%s' is inferred from interactions, not given, so it cannot be deleted: delete or amend the interactions, or give another rating with PUT."
            : "The user gave no rating to the item '%s': check the path and the ids.";
    return ApiException.notFound(
        ErrorName.USER_RATING_NOT_FOUND,
        "rating",
        "user:b'%s' item:b'%s'".formatted(user.value(), item.value()),
        message.formatted(item.value()));
  }

  /** Withdraws all ratings that a user gave; inferred ones stay. */
  void withdrawAll(DatabaseId database, UserId user) {
    decisions.run(
        database,
        Set.of(user),
        decision -> {
          List<ItemId> items = forget(decision, database, Set.of(user));
          long acceptedAt = decision.acceptedAt();
          decision.publish(
              items.stream()
                  .map(item -> InteractionEvent.unrate(database, user, item, acceptedAt))
                  .toList());
        });
  }

  /**
   * Deletes the ratings that the users gave here, within a decision about these users; says nothing
   * to the log.
   *
   * @return the items that were rated
   */
  public static List<ItemId> forget(
      Decision decision, DatabaseId database, Collection<UserId> users) {
    return new RatingsTable(decision.store()).deleteOf(database, users);
  }

  /** Some of a user's ratings, the newest first. */
  List<RatingsTable.Row> of(DatabaseId database, UserId user, int amount, long offset) {
    return store.with(
        connection -> new ShownRatings(connection).of(database, user, amount, offset));
  }

  /** What a user thinks of items as lists show it, all of it, by item. */
  public Map<ItemId, Double> byItem(DatabaseId database, UserId user) {
    Map<ItemId, Double> ratings = new HashMap<>();
    store
        .with(connection -> new ShownRatings(connection).of(database, user))
        .forEach(rating -> ratings.put(rating.item(), rating.value()));
    return ratings;
  }

  /** The rating that a user gave to an item, if it did. */
  public Optional<RatingsTable.Row> given(DatabaseId database, UserId user, ItemId item) {
    return store.with(connection -> new RatingsTable(connection).of(database, user, item));
  }

  /** Some of a database's ratings, in the order of users and items. */
  List<RatingsTable.Row> after(ShownRatings.Position position, DatabaseId database, int amount) {
    return store.with(connection -> new ShownRatings(connection).after(position, database, amount));
  }

  @Override
  public Counters of(DatabaseId database) {
    ShownRatings.Counts counts =
        store.with(
            connection -> new ShownRatings(connection).count(database, Counters.MAX_RATINGS));
    return new Counters(counts.ratings(), counts.users(), counts.items());
  }
}
