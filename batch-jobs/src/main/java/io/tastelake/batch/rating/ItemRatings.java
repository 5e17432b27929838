package io.tastelake.batch.rating;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.rating.ImplicitToExplicitParameters;
import io.tastelake.domain.rating.ItemEvidence;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;

/**
 * Sums up what a user and the user's sessions say of each item, and rates it. What belongs together
 * comes together; one item is held at a time.
 */
final class ItemRatings implements Iterator<Row> {

  private final Iterator<Row> sorted;
  private final ParametersOfDatabases parameters;
  private EvidenceRow ahead;

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
    EvidenceRow first = ahead;
    ImplicitToExplicitParameters weights =
        parameters.of(new DatabaseId(first.database())).orElse(ImplicitToExplicitParameters.NONE);
    ItemEvidence all = ItemEvidence.NONE;
    while (ahead != null && ahead.sameItem(first)) {
      all = all.plus(ahead.evidence(), weights);
      ahead = following();
    }
    return new RatedItem(first.database(), first.user(), first.item(), all.rating(weights)).row();
  }

  private EvidenceRow following() {
    return sorted.hasNext() ? EvidenceRow.of(sorted.next()) : null;
  }
}
