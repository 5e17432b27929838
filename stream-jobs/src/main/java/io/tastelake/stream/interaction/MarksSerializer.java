package io.tastelake.stream.interaction;

import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;

/** Holds the snapshot of {@link ActorTombstonesSerializer}, by the name that savepoints know. */
public final class MarksSerializer {

  private MarksSerializer() {}

  /** Each value says which version wrote it. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<ActorTombstones> {

    public Snapshot() {
      super(ActorTombstonesSerializer::new);
    }
  }
}
