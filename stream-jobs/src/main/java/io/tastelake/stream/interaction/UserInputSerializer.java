package io.tastelake.stream.interaction;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.SessionId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.stream.engine.ValueSerializer;
import io.tastelake.stream.engine.ValueType;
import io.tastelake.stream.engine.Wire;
import io.tastelake.stream.interaction.UserInput.Attributed;
import io.tastelake.stream.interaction.UserInput.Own;
import io.tastelake.stream.interaction.UserInput.Withdrawn;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Inputs between tasks; never kept. */
public final class UserInputSerializer extends ValueSerializer<UserInput> {

  private static final long serialVersionUID = 1L;

  public static final ValueType<UserInput> TYPE =
      new ValueType<>(UserInput.class, new UserInputSerializer());

  private static final byte OWN = 0;
  private static final byte ATTRIBUTED = 1;
  private static final byte GONE = 2;
  private static final byte WITHDRAWN = 3;

  @Override
  public void serialize(UserInput input, DataOutputView target) throws IOException {
    target.writeByte(tag(input));
    Wire.writeText(input.database().value(), target);
    Wire.writeText(input.user().value(), target);
    if (input instanceof Own own) {
      LoggedChangeWire.write(own.change(), target);
    } else if (input instanceof Attributed attributed) {
      Wire.writeText(attributed.session().value(), target);
      target.writeLong(attributed.since());
      target.writeLong(attributed.interaction().value().getMostSignificantBits());
      target.writeLong(attributed.interaction().value().getLeastSignificantBits());
      if (attributed.content().isPresent()) {
        InteractionWire.write(attributed.content().get(), target);
      }
    } else if (input instanceof Withdrawn withdrawn) {
      Wire.writeText(withdrawn.session().value(), target);
    }
  }

  private static byte tag(UserInput input) {
    if (input instanceof Own) {
      return OWN;
    }
    if (input instanceof Attributed attributed) {
      return attributed.content().isPresent() ? ATTRIBUTED : GONE;
    }
    return WITHDRAWN;
  }

  @Override
  public UserInput deserialize(DataInputView source) throws IOException {
    byte tag = source.readByte();
    DatabaseId database = SharedIds.database(Wire.readText(source));
    UserId user = new UserId(Wire.readText(source));
    if (tag == OWN) {
      return new Own(database, user, LoggedChangeWire.read(source));
    }
    SessionId session = new SessionId(Wire.readText(source));
    if (tag == WITHDRAWN) {
      return new Withdrawn(database, user, session);
    }
    long since = source.readLong();
    InteractionId interaction = new InteractionId(new UUID(source.readLong(), source.readLong()));
    return new Attributed(
        database,
        user,
        session,
        since,
        interaction,
        tag == GONE ? Optional.empty() : Optional.of(InteractionWire.read(source)));
  }

  @Override
  public TypeSerializerSnapshot<UserInput> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Version of the format; compatible with itself alone. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<UserInput> {

    public Snapshot() {
      super(UserInputSerializer::new);
    }
  }
}
