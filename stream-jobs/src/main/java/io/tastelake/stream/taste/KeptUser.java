package io.tastelake.stream.taste;

import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;

/** Holds the snapshot of {@link SessionContent}'s serializer, by the name that savepoints know. */
public final class KeptUser {

  private KeptUser() {}

  /** Each value says which version wrote it. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<SessionContent> {

    public Snapshot() {
      super(SessionContent.Serializer::new);
    }
  }
}
