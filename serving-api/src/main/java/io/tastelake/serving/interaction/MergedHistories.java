package io.tastelake.serving.interaction;

import io.tastelake.contracts.log.Topics;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.interaction.ActorHistory;
import io.tastelake.lake.table.LakeSnapshot;
import io.tastelake.serving.log.EndOffsets;
import io.tastelake.serving.log.LogTail;
import io.tastelake.serving.log.LogTopic;
import io.tastelake.serving.log.TailPart;
import java.util.List;
import java.util.Map;

/**
 * Histories from two parts: below the position of one version of the lake that version alone
 * counts, from there on the tail of the log alone. The tail's part is copied before the lake is
 * read, and a version stays as it is, so nothing that happens meanwhile matters.
 */
final class MergedHistories implements Histories {

  private static final String CUT =
      "The newest writes wait longer than usual to reach the lake; some of them may be missing"
          + " here until they do.";

  private final LogTopic topic;
  private final EndOffsets ends;
  private final LogTail tail;
  private final LakeView view;

  MergedHistories(LogTopic topic, EndOffsets ends, LogTail tail, LakeView view) {
    this.topic = topic;
    this.ends = ends;
    this.tail = tail;
    this.view = view;
  }

  /** A version of the lake and what the tail holds beyond it. */
  private record Pinned(LakeSnapshot snapshot, TailPart beyond) {}

  @Override
  public ActorView of(DatabaseId database, Actor actor) {
    int partition = topic.partition(Topics.key(database, actor));
    tail.await(Map.of(partition, ends.of(partition)));
    Pinned pinned = pin(database, actor);
    ActorHistory history = ActorHistory.of(pinned.snapshot.actor(database, actor));
    pinned.beyond.events().forEach(history::add);
    boolean cut = pinned.beyond.reach() == TailPart.Reach.CUT;
    return new ActorView(history, cut ? List.of(CUT) : List.of());
  }

  private Pinned pin(DatabaseId database, Actor actor) {
    while (true) {
      LakeSnapshot snapshot = view.current();
      TailPart beyond = tail.read(database, actor, snapshot.position());
      if (beyond.reach() != TailPart.Reach.SUPERSEDED) {
        return new Pinned(snapshot, beyond);
      }
    }
  }
}
