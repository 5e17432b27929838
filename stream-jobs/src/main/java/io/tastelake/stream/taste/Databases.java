package io.tastelake.stream.taste;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.stream.store.DatabaseTaste;
import io.tastelake.stream.store.DatabaseTasteSerializer;
import io.tastelake.stream.store.ModelSettings;
import io.tastelake.stream.store.StoreView;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.typeinfo.Types;

/** What is known of all databases, by their ids: broadcast, so the same in every subtask. */
final class Databases {

  static final MapStateDescriptor<String, DatabaseTaste> STATE =
      new MapStateDescriptor<>("databases", Types.STRING, DatabaseTasteSerializer.TYPE);

  private final ReadOnlyBroadcastState<String, DatabaseTaste> state;

  Databases(ReadOnlyBroadcastState<String, DatabaseTaste> state) {
    this.state = state;
  }

  Optional<DatabaseTaste> find(DatabaseId database) throws Exception {
    return Optional.ofNullable(state.get(database.value()));
  }

  /** The models of all databases. */
  Set<ModelSettings> models() throws Exception {
    Set<ModelSettings> all = new HashSet<>();
    for (Map.Entry<String, DatabaseTaste> database : state.immutableEntries()) {
      all.addAll(database.getValue().models());
    }
    return all;
  }

  /**
   * Makes {@code state} hold what {@code view} does.
   *
   * @return the databases that had no parameters and now have
   */
  static Set<DatabaseId> replace(BroadcastState<String, DatabaseTaste> state, StoreView view)
      throws Exception {
    Set<DatabaseId> appeared = new HashSet<>();
    Set<String> gone = new HashSet<>();
    state.entries().forEach(known -> gone.add(known.getKey()));
    for (Map.Entry<DatabaseId, DatabaseTaste> database : view.databases().entrySet()) {
      String id = database.getKey().value();
      DatabaseTaste before = state.get(id);
      boolean had = before != null && before.parameters().isPresent();
      if (!had && database.getValue().parameters().isPresent()) {
        appeared.add(database.getKey());
      }
      if (!database.getValue().equals(before)) {
        state.put(id, database.getValue());
      }
      gone.remove(id);
    }
    for (String id : gone) {
      state.remove(id);
    }
    return appeared;
  }
}
