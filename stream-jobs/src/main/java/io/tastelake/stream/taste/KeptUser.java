package io.tastelake.stream.taste;

import io.tastelake.domain.identity.SessionId;
import io.tastelake.domain.interaction.Interaction;
import io.tastelake.stream.engine.ValueSerializer;
import io.tastelake.stream.engine.ValueType;
import io.tastelake.stream.interaction.ActorDecisions;
import io.tastelake.stream.interaction.InteractionWire;
import io.tastelake.stream.interaction.KeptInteractions;
import io.tastelake.stream.interaction.KeptRatings;
import io.tastelake.stream.interaction.UserInput.Attributed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The contents of the current key's user: entries of state, never weights. */
final class KeptUser {

  private final KeptInteractions own;
  private final MapState<SessionEntry, Interaction> ofSessions;
  private final KeptRatings given;

  KeptUser(RuntimeContext context) {
    own = KeptInteractions.in(context, "own-interactions");
    ofSessions =
        context.getMapState(
            new MapStateDescriptor<>(
                "session-interactions",
                SessionEntry.TYPE,
                new ValueType<>(Interaction.class, new ContentSerializer())));
    given = KeptRatings.in(context, "given-ratings");
  }

  KeptInteractions own() {
    return own;
  }

  KeptRatings given() {
    return given;
  }

  void attribute(Attributed attributed) throws Exception {
    SessionEntry entry = new SessionEntry(attributed.session(), attributed.interaction());
    if (attributed.content().isPresent()) {
      ofSessions.put(entry, attributed.content().get());
    } else {
      ofSessions.remove(entry);
    }
  }

  void withdraw(SessionId session) throws Exception {
    List<SessionEntry> gone = new ArrayList<>();
    for (SessionEntry entry : ofSessions.keys()) {
      if (entry.session().equals(session)) {
        gone.add(entry);
      }
    }
    for (SessionEntry entry : gone) {
      ofSessions.remove(entry);
    }
  }

  UserContents contents(ActorDecisions decisions) throws Exception {
    List<Interaction> standing = new ArrayList<>();
    own.standing(decisions).forEach(entry -> standing.add(entry.getValue()));
    ofSessions.values().forEach(standing::add);
    return new UserContents(standing, given.given(decisions));
  }

  void forget(ActorDecisions decisions) throws Exception {
    own.forget(decisions);
    given.forget(decisions);
  }

  void purge(ActorDecisions decisions) throws Exception {
    own.purge(decisions);
    given.purge(decisions);
  }

  /** A version, then what the interaction says. */
  static final class ContentSerializer extends ValueSerializer<Interaction> {

    private static final long serialVersionUID = 1L;

    private static final int VERSION = 1;

    @Override
    public void serialize(Interaction interaction, DataOutputView target) throws IOException {
      target.writeByte(VERSION);
      InteractionWire.write(interaction, target);
    }

    @Override
    public Interaction deserialize(DataInputView source) throws IOException {
      int version = source.readUnsignedByte();
      if (version != VERSION) {
        throw new IOException("An interaction in the state is of the unknown version " + version);
      }
      return InteractionWire.read(source);
    }

    @Override
    public TypeSerializerSnapshot<Interaction> snapshotConfiguration() {
      return new Snapshot();
    }
  }

  /** What a version writes says itself which one it is. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Interaction> {

    public Snapshot() {
      super(ContentSerializer::new);
    }
  }
}
