package io.tastelake.batch.rating;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.rating.Evidence;
import io.tastelake.domain.rating.Rating;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.spark.sql.Row;

/**
 * Sums up what a user and the user's sessions say of each item, and rates it. What belongs together
 * comes together; one item is held at a time.
 */
final class ItemRatings implements Iterator<Row> {

  private final Iterator<Row> sorted;
  private final ParametersOfDatabases parameters;
  private ItemEvidence ahead;

  ItemRatings(Iterator<Row> sorted, ParametersOfDatabases parameters) {
    this.sorted = sorted;
    this.parameters = parameters;
    this.ahead = following();
  }

  @Override
  public boolean hasNext() {
    return ahead != null;
  }

  @Override
  public Row next() {
    if (ahead == null) {
      throw new NoSuchElementException();
    }
    ItemEvidence first = ahead;
    var known = parameters.of(new DatabaseId(first.database()));
    Evidence all = Evidence.NONE;
    Rating given = null;
    while (ahead != null && ahead.sameItem(first)) {
      if (ahead.given() != null) {
        given = ahead.given();
      } else {
        all = all.plus(ahead.evidence(), known.orElseThrow());
      }
      ahead = following();
    }
    Evidence sum = all;
    Optional<Rating> inferred = known.flatMap(sum::rating);
    return new RatedItem(first.database(), first.user(), first.item(), inferred.orElse(null), given)
        .row();
  }

  private ItemEvidence following() {
    return sorted.hasNext() ? ItemEvidence.of(sorted.next()) : null;
  }
}
