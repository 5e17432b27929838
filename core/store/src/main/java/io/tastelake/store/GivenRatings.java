package io.tastelake.store;

import io.tastelake.contracts.log.EventCodec;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.InteractionEvent;
import java.util.Collection;
import java.util.List;

/**
 * The decision that users give ratings, whoever brings them: each takes the place of the one of its
 * user and item that there was, and leaves its event in the outbox. It is made in a transaction
 * that holds the {@linkplain UserLocks locks} of its users.
 */
public final class GivenRatings {

  private static final double MICROS = 1e6;
  private static final EventCodec CODEC = new EventCodec();

  private final StoreConnection transaction;

  public GivenRatings(StoreConnection transaction) {
    this.transaction = transaction;
  }

  /**
   * A rating as it is given.
   *
   * @param value 1 to 10
   * @param timestamp Unix seconds; null means when it is accepted
   */
  public record Given(UserId user, ItemId item, double value, Double timestamp) {}

  /**
   * Gives ratings.
   *
   * @param ratings with each user and item at most once
   */
  public void put(DatabaseId database, Collection<Given> ratings) {
    long acceptedAt = new StoreClock(transaction).micros();
    List<RatingsTable.Row> rows =
        ratings.stream().map(rating -> at(rating, acceptedAt / MICROS)).toList();
    new RatingsTable(transaction).put(database, rows);
    new OutboxTable(transaction)
        .add(rows.stream().map(row -> CODEC.encode(event(database, row, acceptedAt))).toList());
  }

  private static RatingsTable.Row at(Given given, double now) {
    double timestamp = given.timestamp() == null ? now : given.timestamp();
    return new RatingsTable.Row(given.user(), given.item(), given.value(), timestamp);
  }

  private static InteractionEvent event(
      DatabaseId database, RatingsTable.Row rating, long acceptedAt) {
    return InteractionEvent.rate(
        database, rating.user(), rating.item(), rating.value(), rating.ratedAt(), acceptedAt);
  }
}
