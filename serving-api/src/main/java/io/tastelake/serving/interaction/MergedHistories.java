package io.tastelake.serving.interaction;

import io.tastelake.contracts.log.Topics;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.interaction.Interaction;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.lake.table.LakeSnapshot;
import io.tastelake.lake.table.RowCursor;
import io.tastelake.log.EndOffsets;
import io.tastelake.log.LogAwayException;
import io.tastelake.log.LogTopic;
import io.tastelake.log.LogUnavailableException;
import io.tastelake.serving.log.LogTail;
import io.tastelake.serving.log.TailPart;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Histories from two parts: below the position of one version of the lake that version alone
 * counts, from there on the tail of the log alone. The tail's part is copied before the lake is
 * read, and a version stays as it is, so nothing that happens meanwhile matters.
 */
final class MergedHistories implements Histories {

  private static final String CUT =
      "The lake lags behind the log; some of the newest writes may be missing"
          + " until it catches up.";

  static final String AWAY =
      "The event log does not answer; some of the newest writes of other instances may be missing"
          + " until it does.";

  private static final String UNDECIDED =
      "The lake lags behind the log, so whether this interaction is among the newest writes"
          + " is unknown until it catches up. Nothing was changed; retry the request"
          + " later.";

  private final LogTopic topic;
  private final EndOffsets ends;
  private final LogTail tail;
  private final LakeView view;
  private final HistoryReader reader;

  MergedHistories(
      LogTopic topic, EndOffsets ends, LogTail tail, LakeView view, HistoryReader reader) {
    this.topic = topic;
    this.ends = ends;
    this.tail = tail;
    this.view = view;
    this.reader = reader;
  }

  @Override
  public HistoryPart page(DatabaseId database, Actor actor, HistoryRequest request) {
    List<String> notes = awaited(database, actor);
    return reader.inTurn(() -> part(pin(database, actor), request, notes));
  }

  /** Waits for what was acknowledged; returns what is to be said if nobody tells. */
  private List<String> awaited(DatabaseId database, Actor actor) {
    try {
      awaitAcknowledged(database, actor);
      return List.of();
    } catch (LogAwayException e) {
      return List.of(AWAY);
    }
  }

  private HistoryPart part(Pinned pinned, HistoryRequest request, List<String> notes) {
    return reader.page(pinned, request).saying(pinned.isCut() ? List.of(CUT) : List.of(), notes);
  }

  @Override
  public Optional<Interaction> interaction(DatabaseId database, Actor actor, InteractionId id) {
    awaitAcknowledged(database, actor);
    return reader.inTurn(() -> interaction(pin(database, actor), id));
  }

  private Optional<Interaction> interaction(Pinned pinned, InteractionId id) {
    Optional<Interaction> found = reader.interaction(pinned, id);
    if (found.isEmpty() && pinned.isCut()) {
      throw new LogUnavailableException(UNDECIDED, null);
    }
    return found;
  }

  private void awaitAcknowledged(DatabaseId database, Actor actor) {
    int partition = topic.partition(Topics.key(database, actor));
    tail.await(Map.of(partition, ends.of(partition)));
  }

  private Pinned pin(DatabaseId database, Actor actor) {
    while (true) {
      LakeSnapshot snapshot = view.current();
      TailPart beyond = tail.read(database, actor, snapshot.position());
      if (beyond.reach() != TailPart.Reach.SUPERSEDED) {
        return new Pinned(database, actor, snapshot, beyond);
      }
    }
  }

  /** A version of the lake and what the tail holds beyond it. */
  private record Pinned(DatabaseId database, Actor actor, LakeSnapshot snapshot, TailPart beyond)
      implements ActorSource {

    boolean isCut() {
      return beyond.reach() == TailPart.Reach.CUT;
    }

    @Override
    public RowCursor rows() {
      return new Both(snapshot.rows(database, actor), beyond.events().iterator());
    }

    @Override
    public long rowsAtMost() {
      return snapshot.rowsAtMost(database, actor) + beyond.count();
    }
  }

  private record Both(RowCursor settled, Iterator<LoggedEvent> beyond) implements RowCursor {

    @Override
    public boolean hasNext() {
      return settled.hasNext() || beyond.hasNext();
    }

    @Override
    public LoggedEvent next() {
      return settled.hasNext() ? settled.next() : beyond.next();
    }

    @Override
    public void close() {
      settled.close();
    }
  }
}
