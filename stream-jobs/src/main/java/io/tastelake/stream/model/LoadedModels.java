package io.tastelake.stream.model;

import io.tastelake.domain.taste.FoldIn;
import io.tastelake.lake.taste.ItemFactorsSource;
import io.tastelake.stream.store.ModelSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The models of this process, each loaded once for all who hold it, in a thread of its own, and let
 * go with its last holder. What fails to load is tried again later. Thread-safe.
 */
final class LoadedModels {

  /** Those of this task manager. */
  static final LoadedModels OF_THIS_PROCESS = new LoadedModels(loader());

  private static final Logger LOG = LoggerFactory.getLogger(LoadedModels.class);
  private static final long RETRY_AFTER = Duration.ofSeconds(10).toNanos();

  private final Executor loader;
  private final Map<Key, Held> models = new HashMap<>();

  LoadedModels(Executor loader) {
    this.loader = loader;
  }

  private static Executor loader() {
    ThreadPoolExecutor loader =
        new ThreadPoolExecutor(
            1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), LoadedModels::thread);
    loader.allowCoreThreadTimeOut(true);
    return loader;
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "load-item-factors");
    thread.setDaemon(true);
    return thread;
  }

  /** A model of a lake: the settings are part of what is prepared. */
  private record Key(String lake, ModelSettings model) {}

  private static final class Held {
    private int holders;
    private boolean loading;
    private long failedAt;
    private FoldIn foldIn;
  }

  /** Holds a model, which begins to load if nobody held it. */
  synchronized void hold(String lake, ModelSettings model, ItemFactorsSource reader) {
    Key key = new Key(lake, model);
    Held held = models.computeIfAbsent(key, absent -> new Held());
    held.holders++;
    load(key, held, reader);
  }

  /** Lets a model go that was held. */
  synchronized void release(String lake, ModelSettings model) {
    Key key = new Key(lake, model);
    if (--models.get(key).holders == 0) {
      models.remove(key);
    }
  }

  /** Fold-ins into a model that is held, for one thread; nothing until it is loaded. */
  synchronized Optional<FoldIn> foldIn(String lake, ModelSettings model, ItemFactorsSource reader) {
    Key key = new Key(lake, model);
    Held held = models.get(key);
    if (held.foldIn == null && System.nanoTime() - held.failedAt > RETRY_AFTER) {
      load(key, held, reader);
    }
    return Optional.ofNullable(held.foldIn).map(FoldIn::another);
  }

  synchronized int count() {
    return models.size();
  }

  private void load(Key key, Held held, ItemFactorsSource reader) {
    if (held.foldIn == null && !held.loading) {
      held.loading = true;
      loader.execute(() -> loaded(key, held, read(key.model(), reader)));
    }
  }

  private static Optional<FoldIn> read(ModelSettings model, ItemFactorsSource reader) {
    try {
      FoldIn foldIn =
          FoldIn.into(
              reader.read(model.id(), model.rank()), model.alpha(), model.lambda(), model.centre());
      LOG.info("Model {} is loaded.", model.id());
      return Optional.of(foldIn);
    } catch (RuntimeException | OutOfMemoryError e) {
      LOG.error(
          "Model {} cannot be loaded; users get no vectors of it until it can.", model.id(), e);
      return Optional.empty();
    }
  }

  private synchronized void loaded(Key key, Held held, Optional<FoldIn> foldIn) {
    held.loading = false;
    if (foldIn.isEmpty()) {
      held.failedAt = System.nanoTime();
    } else if (models.get(key) == held) {
      held.foldIn = foldIn.get();
    }
  }
}
