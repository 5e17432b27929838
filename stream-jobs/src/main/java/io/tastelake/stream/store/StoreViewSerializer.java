package io.tastelake.stream.store;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.stream.engine.ValueSerializer;
import io.tastelake.stream.engine.ValueType;
import io.tastelake.stream.engine.Wire;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Views between tasks; never kept. */
public final class StoreViewSerializer extends ValueSerializer<StoreView> {

  private static final long serialVersionUID = 1L;

  public static final ValueType<StoreView> TYPE =
      new ValueType<>(StoreView.class, new StoreViewSerializer());

  private final DatabaseTasteSerializer databases = new DatabaseTasteSerializer();

  @Override
  public void serialize(StoreView view, DataOutputView target) throws IOException {
    Wire.writeInt(view.databases().size(), target);
    for (Map.Entry<DatabaseId, DatabaseTaste> database : view.databases().entrySet()) {
      Wire.writeText(database.getKey().value(), target);
      databases.serialize(database.getValue(), target);
    }
  }

  @Override
  public StoreView deserialize(DataInputView source) throws IOException {
    Map<DatabaseId, DatabaseTaste> view = new HashMap<>();
    for (int left = Wire.readInt(source); left > 0; left--) {
      view.put(new DatabaseId(Wire.readText(source)), databases.deserialize(source));
    }
    return new StoreView(view);
  }

  @Override
  public TypeSerializerSnapshot<StoreView> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Version of the format; compatible with itself alone. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<StoreView> {

    public Snapshot() {
      super(StoreViewSerializer::new);
    }
  }
}
