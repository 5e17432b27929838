package io.tastelake.stream.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tastelake.domain.rating.ImplicitToExplicitParameters;
import io.tastelake.domain.rating.ImplicitToExplicitParameters.Weight;
import io.tastelake.domain.taste.Centre;
import io.tastelake.stream.engine.Wire;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class DatabaseTasteSerializerTest {

  private final DatabaseTasteSerializer serializer = new DatabaseTasteSerializer();

  private DatabaseTaste read(DataOutputSerializer written) throws IOException {
    DataInputDeserializer source = new DataInputDeserializer(written.getCopyOfBuffer());
    DatabaseTaste read = serializer.deserialize(source);
    assertThat(source.available()).isZero();
    return read;
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    DatabaseTaste taste =
        new DatabaseTaste(
            Optional.of(
                new ImplicitToExplicitParameters(
                    Map.of("view", new Weight(1, Optional.empty())), OptionalDouble.empty(), 10)),
            List.of(
                new ModelSettings("one", 3, 1.5, 0.25, new Centre(2.5)),
                new ModelSettings("two", 4, 1, 1, Centre.NEUTRAL)));
    DataOutputSerializer target = new DataOutputSerializer(64);
    serializer.serialize(taste, target);
    assertThat(read(target)).isEqualTo(taste);
  }

  /** As savepoints of versions have it whose models all lay around 5.5. */
  @Test
  void modelsOfTheFirstVersionLieAroundTheMiddleOfTheScale() throws IOException {
    DataOutputSerializer target = new DataOutputSerializer(64);
    target.writeByte(1);
    Wire.writeText(null, target);
    Wire.writeInt(2, target);
    for (String model : List.of("one", "two")) {
      Wire.writeText(model, target);
      Wire.writeInt(3, target);
      target.writeDouble(1.5);
      target.writeDouble(0.25);
    }
    assertThat(read(target))
        .isEqualTo(
            new DatabaseTaste(
                Optional.empty(),
                List.of(
                    new ModelSettings("one", 3, 1.5, 0.25, Centre.NEUTRAL),
                    new ModelSettings("two", 3, 1.5, 0.25, Centre.NEUTRAL))));
  }

  @Test
  void refusesAVersionThatItDoesNotKnow() throws IOException {
    DataOutputSerializer target = new DataOutputSerializer(8);
    target.writeByte(3);
    assertThatThrownBy(() -> read(target)).hasMessageContaining("unknown version 3");
  }
}
