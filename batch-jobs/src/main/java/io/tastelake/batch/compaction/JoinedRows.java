package io.tastelake.batch.compaction;

import io.tastelake.batch.interaction.ActorHistories;
import io.tastelake.batch.interaction.InteractionRows;
import io.tastelake.domain.interaction.ActorHistory.Reach;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;

/** The fewest rows that say the same, actor by actor. */
final class JoinedRows implements Iterator<Row> {

  private final ActorHistories histories;
  private final String segment;
  private final Reach reach;
  private final Map<Integer, Long> retriesUntil;
  private Iterator<Row> ofActor = Collections.emptyIterator();

  /** Joins {@code sorted}, rows that come sorted by actor hash. */
  JoinedRows(Iterator<Row> sorted, String segment, Reach reach, Map<Integer, Long> retriesUntil) {
    this.histories = new ActorHistories(sorted);
    this.segment = segment;
    this.reach = reach;
    this.retriesUntil = retriesUntil;
  }

  @Override
  public boolean hasNext() {
    while (!ofActor.hasNext() && histories.hasNext()) {
      ofActor = compacted(histories.next());
    }
    return ofActor.hasNext();
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ofActor.next();
  }

  private Iterator<Row> compacted(ActorHistories.Entry actor) {
    long until = retriesUntil.getOrDefault(actor.partition(), Long.MIN_VALUE);
    return actor.history().compacted(reach, until).stream()
        .map(change -> InteractionRows.row(actor.event(change), segment))
        .iterator();
  }
}
