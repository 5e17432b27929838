package io.tastelake.stream.store;

import io.tastelake.domain.rating.ImplicitToExplicitParameters;
import io.tastelake.domain.taste.Centre;
import io.tastelake.store.ParametersJson;
import io.tastelake.stream.engine.ValueSerializer;
import io.tastelake.stream.engine.ValueType;
import io.tastelake.stream.engine.Wire;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A version, the parameters as the online store has them, and the models. */
public final class DatabaseTasteSerializer extends ValueSerializer<DatabaseTaste> {

  private static final long serialVersionUID = 1L;

  public static final ValueType<DatabaseTaste> TYPE =
      new ValueType<>(DatabaseTaste.class, new DatabaseTasteSerializer());

  private static final int VERSION = 2;

  /** Its models lie around 5.5, all of them. */
  private static final int WITHOUT_CENTRES = 1;

  @Override
  public void serialize(DatabaseTaste taste, DataOutputView target) throws IOException {
    target.writeByte(VERSION);
    Wire.writeText(
        taste.parameters().map(set -> ParametersJson.write(set).toString()).orElse(null), target);
    Wire.writeInt(taste.models().size(), target);
    for (ModelSettings model : taste.models()) {
      Wire.writeText(model.id(), target);
      Wire.writeInt(model.rank(), target);
      target.writeDouble(model.alpha());
      target.writeDouble(model.lambda());
      target.writeDouble(model.centre().value());
    }
  }

  @Override
  public DatabaseTaste deserialize(DataInputView source) throws IOException {
    int version = source.readUnsignedByte();
    if (version != VERSION && version != WITHOUT_CENTRES) {
      throw new IOException("Parameters in the state are of the unknown version " + version);
    }
    Optional<ImplicitToExplicitParameters> parameters =
        Optional.ofNullable(Wire.readText(source)).map(ParametersJson::parse);
    List<ModelSettings> models = new ArrayList<>();
    for (int left = Wire.readInt(source); left > 0; left--) {
      models.add(
          new ModelSettings(
              Wire.readText(source),
              Wire.readInt(source),
              source.readDouble(),
              source.readDouble(),
              version == WITHOUT_CENTRES ? Centre.NEUTRAL : new Centre(source.readDouble())));
    }
    return new DatabaseTaste(parameters, models);
  }

  @Override
  public TypeSerializerSnapshot<DatabaseTaste> snapshotConfiguration() {
    return new Snapshot();
  }

  /** What a version writes says itself which one it is. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<DatabaseTaste> {

    public Snapshot() {
      super(DatabaseTasteSerializer::new);
    }
  }
}
