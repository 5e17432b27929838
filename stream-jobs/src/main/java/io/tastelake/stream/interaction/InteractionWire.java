package io.tastelake.stream.interaction;

import io.tastelake.domain.interaction.InteractionContent;
import io.tastelake.stream.engine.Wire;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes the content of an interaction; its id is in the key or the message around it. */
public final class InteractionWire {

  private InteractionWire() {}

  public static void write(InteractionContent interaction, DataOutputView target)
      throws IOException {
    Wire.writeText(interaction.item().value(), target);
    Wire.writeText(interaction.type(), target);
    target.writeDouble(interaction.timestamp());
    Wire.writeText(interaction.properties(), target);
  }

  public static InteractionContent read(DataInputView source) throws IOException {
    return new InteractionContent(
        SharedIds.item(Wire.readText(source)),
        SharedIds.type(Wire.readText(source)),
        source.readDouble(),
        Wire.readText(source));
  }
}
