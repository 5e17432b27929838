package io.tastelake.stream.interaction;

import io.tastelake.domain.interaction.LoggedChange;
import io.tastelake.stream.engine.ValueSerializer;
import io.tastelake.stream.engine.ValueType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * The RATEs and UNRATEs of one item that may yet count: those that no other outlasts. Of two the
 * one accepted later counts, and an old FORGET hides by offset; so one that is later in both
 * outlasts.
 */
record RatingDecisions(List<LoggedChange> changes) {

  static final RatingDecisions NONE = new RatingDecisions(List.of());

  static final ValueType<RatingDecisions> TYPE =
      new ValueType<>(RatingDecisions.class, new Serializer());

  RatingDecisions {
    changes = List.copyOf(changes);
  }

  RatingDecisions plus(LoggedChange decision) {
    List<LoggedChange> lasting = new ArrayList<>();
    for (LoggedChange known : changes) {
      if (outlasts(known, decision)) {
        return this;
      }
      if (!outlasts(decision, known)) {
        lasting.add(known);
      }
    }
    lasting.add(decision);
    return new RatingDecisions(lasting);
  }

  private static boolean outlasts(LoggedChange one, LoggedChange other) {
    return one.offset() >= other.offset() && one.acceptedAt() >= other.acceptedAt();
  }

  /** Without what stays hidden. */
  RatingDecisions after(ActorDecisions decisions) {
    return new RatingDecisions(
        changes.stream().filter(change -> !decisions.forgot(change)).toList());
  }

  /** A version, then the events. */
  static final class Serializer extends ValueSerializer<RatingDecisions> {

    private static final long serialVersionUID = 1L;

    private static final int VERSION = 1;

    @Override
    public void serialize(RatingDecisions decisions, DataOutputView target) throws IOException {
      target.writeByte(VERSION);
      LoggedChangeWire.writeAll(decisions.changes(), target);
    }

    @Override
    public RatingDecisions deserialize(DataInputView source) throws IOException {
      int version = source.readUnsignedByte();
      if (version != VERSION) {
        throw new IOException("A rating in the state is of the unknown version " + version);
      }
      return new RatingDecisions(LoggedChangeWire.readAll(source));
    }

    @Override
    public TypeSerializerSnapshot<RatingDecisions> snapshotConfiguration() {
      return new Snapshot();
    }
  }

  /** What a version writes says itself which one it is. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<RatingDecisions> {

    public Snapshot() {
      super(Serializer::new);
    }
  }
}
