package io.tastelake.serving.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tastelake.store.OnlineStore;
import io.tastelake.store.StoreUnavailableException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the online store said of each key: asked again every few seconds, and believed for minutes
 * while the store does not answer. Thread-safe.
 */
public final class LastKnown<K, V> {

  private static final Duration ASKED_EVERY = Duration.ofSeconds(5);
  private static final Duration BELIEVED = Duration.ofMinutes(5);

  private final OnlineStore store;
  private final Function<K, Optional<V>> question;
  private final Cache<K, V> current;
  private final Cache<K, V> said;

  /**
   * Knows nothing yet.
   *
   * @param question asks the store
   * @param keys how many to remember at most
   */
  public LastKnown(OnlineStore store, Function<K, Optional<V>> question, long keys) {
    this.store = store;
    this.question = question;
    this.current = Caffeine.newBuilder().maximumSize(keys).expireAfterWrite(ASKED_EVERY).build();
    this.said = Caffeine.newBuilder().maximumSize(keys).expireAfterWrite(BELIEVED).build();
  }

  /**
   * What the store says; empty if it knows nothing of the key.
   *
   * @throws StoreUnavailableException if it does not answer, and has not within five minutes
   */
  public Optional<V> of(K key) {
    return Optional.ofNullable(current.get(key, this::ask));
  }

  /** What was said of the key counts no more. */
  public void forget(K key) {
    said.invalidate(key);
    current.invalidate(key);
  }

  private V ask(K key) {
    V before = said.getIfPresent(key);
    if (before != null && store.isAway()) {
      return before;
    }
    try {
      Optional<V> now = question.apply(key);
      now.ifPresentOrElse(value -> said.put(key, value), () -> said.invalidate(key));
      return now.orElse(null);
    } catch (StoreUnavailableException e) {
      if (before == null) {
        throw e;
      }
      return before;
    }
  }
}
