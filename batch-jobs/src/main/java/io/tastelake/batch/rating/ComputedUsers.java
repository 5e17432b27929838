package io.tastelake.batch.rating;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.rating.Rating;
import io.tastelake.store.UserRatings;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;

/** The users of computed rows, which come sorted by database and user; one user at a time. */
final class ComputedUsers {

  private final Iterator<Row> sorted;
  private RatedItem ahead;

  /** Groups {@code sorted}, rows of {@link RatedItem} in the order of database and user. */
  ComputedUsers(Iterator<Row> sorted) {
    this.sorted = sorted;
    advance();
  }

  /** The users of one database; databases are to be asked for in the order of their ids. */
  Iterator<UserRatings> of(DatabaseId database) {
    while (ahead != null && ahead.database().compareTo(database.value()) < 0) {
      advance();
    }
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return ahead != null && ahead.database().equals(database.value());
      }

      @Override
      public UserRatings next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        return user(ahead);
      }
    };
  }

  private UserRatings user(RatedItem first) {
    Map<ItemId, Rating> ratings = new HashMap<>();
    while (ahead != null
        && ahead.user().equals(first.user())
        && ahead.database().equals(first.database())) {
      ratings.put(new ItemId(ahead.item()), ahead.rating().inferred().orElseThrow());
      advance();
    }
    return new UserRatings(new UserId(first.user()), UserRatings.NEVER_SEEN, ratings);
  }

  private void advance() {
    ahead = sorted.hasNext() ? RatedItem.of(sorted.next()) : null;
  }
}
