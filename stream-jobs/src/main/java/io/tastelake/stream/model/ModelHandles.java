package io.tastelake.stream.model;

import io.tastelake.domain.taste.FoldIn;
import io.tastelake.lake.taste.ItemFactorsSource;
import io.tastelake.stream.store.ModelSettings;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The models that one subtask wants, out of those that its process has loaded. Not thread-safe. */
public final class ModelHandles implements AutoCloseable {

  private final String lake;
  private final ItemFactorsSource reader;
  private final LoadedModels loaded;
  private final Set<ModelSettings> wanted = new HashSet<>();
  private final Map<ModelSettings, FoldIn> ready = new HashMap<>();

  ModelHandles(String lake, ItemFactorsSource reader, LoadedModels loaded) {
    this.lake = lake;
    this.reader = reader;
    this.loaded = loaded;
  }

  /** A shelf without models. */
  public static ModelHandles of(String lake, ItemFactorsSource reader) {
    return new ModelHandles(lake, reader, LoadedModels.OF_THIS_PROCESS);
  }

  /** From now on these are wanted, and no others. */
  public void want(Set<ModelSettings> models) {
    for (ModelSettings model : Set.copyOf(wanted)) {
      if (!models.contains(model)) {
        wanted.remove(model);
        ready.remove(model);
        loaded.release(lake, model);
      }
    }
    for (ModelSettings model : models) {
      if (wanted.add(model)) {
        loaded.hold(lake, model, reader);
      }
    }
  }

  /** Fold-ins into a wanted model; nothing until it is loaded, or if it is not wanted. */
  public Optional<FoldIn> foldIn(ModelSettings model) {
    FoldIn known = ready.get(model);
    if (known != null || !wanted.contains(model)) {
      return Optional.ofNullable(known);
    }
    Optional<FoldIn> foldIn = loaded.foldIn(lake, model, reader);
    foldIn.ifPresent(prepared -> ready.put(model, prepared));
    return foldIn;
  }

  @Override
  public void close() {
    want(Set.of());
  }
}
