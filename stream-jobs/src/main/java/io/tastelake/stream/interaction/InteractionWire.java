package io.tastelake.stream.interaction;

import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.interaction.Interaction;
import io.tastelake.stream.engine.Wire;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes what an interaction says, without its id, which the key or the message around it has. */
public final class InteractionWire {

  private InteractionWire() {}

  public static void write(Interaction interaction, DataOutputView target) throws IOException {
    Wire.writeText(interaction.item().value(), target);
    Wire.writeText(interaction.type(), target);
    target.writeDouble(interaction.timestamp());
    Wire.writeText(interaction.properties(), target);
  }

  public static Interaction read(DataInputView source) throws IOException {
    return new Interaction(
        LeanEvents.OF_THE_KEY,
        new ItemId(Wire.readText(source)),
        Wire.readText(source),
        source.readDouble(),
        Wire.readText(source));
  }
}
