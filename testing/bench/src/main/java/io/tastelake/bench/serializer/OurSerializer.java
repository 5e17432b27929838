package io.tastelake.bench.serializer;

import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.LoggedChange;
import io.tastelake.stream.interaction.UserInput;
import io.tastelake.stream.interaction.UserInputSerializer;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** What update-taste sends from the task that reads the log to the one that keeps users. */
final class OurSerializer extends SerializedEvents {

  private static final int FIRST_BUFFER = 1 << 20;

  private final UserInputSerializer serializer = new UserInputSerializer();
  private final DataOutputSerializer bytes = new DataOutputSerializer(FIRST_BUFFER);
  private final List<UserInput> inputs = new ArrayList<>();

  OurSerializer(List<InteractionEvent> events) {
    super("ours", events.size());
    for (InteractionEvent event : events) {
      LoggedChange change = new LoggedChange(inputs.size(), event.acceptedAt(), event.change());
      inputs.add(new UserInput.Own(event.database(), new UserId(event.actor().id()), change));
    }
  }

  @Override
  long writeAll() throws Exception {
    bytes.clear();
    for (UserInput input : inputs) {
      serializer.serialize(input, bytes);
    }
    return bytes.length();
  }

  @Override
  int readAll() throws Exception {
    DataInputDeserializer source =
        new DataInputDeserializer(bytes.getSharedBuffer(), 0, bytes.length());
    int read = 0;
    while (source.available() > 0) {
      UserInput input = serializer.deserialize(source);
      read += input.user().value().isEmpty() ? 0 : 1;
    }
    return read;
  }
}
