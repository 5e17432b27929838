package io.tastelake.stream.taste;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.rating.Rating;
import io.tastelake.domain.taste.Revision;
import io.tastelake.stream.engine.ValueSerializer;
import io.tastelake.stream.engine.ValueType;
import io.tastelake.stream.engine.Wire;
import io.tastelake.stream.interaction.SharedIds;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Updates between tasks; in the usual job all is chained and none is ever written. */
final class TasteUpdateSerializer extends ValueSerializer<TasteUpdate> {

  private static final long serialVersionUID = 1L;

  static final ValueType<TasteUpdate> TYPE =
      new ValueType<>(TasteUpdate.class, new TasteUpdateSerializer());

  @Override
  public void serialize(TasteUpdate update, DataOutputView target) throws IOException {
    Wire.writeText(update.database().value(), target);
    Wire.writeText(update.user().value(), target);
    Wire.writeLong(update.revision().generation(), target);
    Wire.writeLong(update.revision().number(), target);
    target.writeLong(update.forgottenAt());
    Wire.writeInt(update.ratings().size(), target);
    for (Map.Entry<ItemId, Rating> rating : update.ratings().entrySet()) {
      Wire.writeText(rating.getKey().value(), target);
      target.writeDouble(rating.getValue().value());
      target.writeDouble(rating.getValue().timestamp());
    }
    Wire.writeInt(update.vectors().size(), target);
    for (Map.Entry<String, float[]> vector : update.vectors().entrySet()) {
      Wire.writeText(vector.getKey(), target);
      Wire.writeInt(vector.getValue().length, target);
      for (float number : vector.getValue()) {
        target.writeFloat(number);
      }
    }
  }

  @Override
  public TasteUpdate deserialize(DataInputView source) throws IOException {
    DatabaseId database = SharedIds.database(Wire.readText(source));
    UserId user = new UserId(Wire.readText(source));
    Revision revision = new Revision(Wire.readLong(source), Wire.readLong(source));
    long forgottenAt = source.readLong();
    Map<ItemId, Rating> ratings = new HashMap<>();
    for (int left = Wire.readInt(source); left > 0; left--) {
      ratings.put(
          SharedIds.item(Wire.readText(source)),
          new Rating(source.readDouble(), source.readDouble()));
    }
    Map<String, float[]> vectors = new HashMap<>();
    for (int left = Wire.readInt(source); left > 0; left--) {
      vectors.put(Wire.readText(source), readVector(source));
    }
    return new TasteUpdate(database, user, revision, forgottenAt, ratings, vectors);
  }

  private static float[] readVector(DataInputView source) throws IOException {
    float[] vector = new float[Wire.readInt(source)];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = source.readFloat();
    }
    return vector;
  }

  @Override
  public TypeSerializerSnapshot<TasteUpdate> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Version of the format; compatible with itself alone. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<TasteUpdate> {

    public Snapshot() {
      super(TasteUpdateSerializer::new);
    }
  }
}
