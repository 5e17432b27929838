package io.tastelake.s3;

import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Objects by key, in the order in which S3 lists them. */
final class Bucket {

  private static final long SECOND_LOOK_MILLIS = 500;

  private final NavigableMap<String, StoredObject> objects = new ConcurrentSkipListMap<>();
  private final Set<String> replaced = ConcurrentHashMap.newKeySet();
  private final Map<String, CyclicBarrier> looking = new ConcurrentHashMap<>();

  StoredObject get(String key) {
    return objects.get(key);
  }

  void put(String key, StoredObject object) {
    StoredObject before = objects.put(key, object);
    if (before != null && !before.etag().equals(object.etag())) {
      replaced.add(key);
    }
  }

  /** The keys whose objects were put anew with other bytes. */
  Set<String> replaced() {
    return replaced;
  }

  /** Whether {@code object} was put, since there was none. */
  boolean putIfAbsent(String key, StoredObject object, Condition condition) {
    return switch (condition) {
      case HONOURED -> objects.putIfAbsent(key, object) == null;
      case LOOKED_UP -> {
        boolean absent = !objects.containsKey(key);
        if (absent) {
          meetAnotherLook(key);
          put(key, object);
        }
        yield absent;
      }
      case IGNORED -> {
        put(key, object);
        yield true;
      }
    };
  }

  /** Returns when another put has looked as well, or none did for a while. */
  private void meetAnotherLook(String key) {
    try {
      looking
          .computeIfAbsent(key, any -> new CyclicBarrier(2))
          .await(SECOND_LOOK_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (BrokenBarrierException | TimeoutException alone) {
      looking.remove(key);
    }
  }

  void delete(String key) {
    objects.remove(key);
  }

  /** The keys that begin with {@code prefix}, from after {@code after} on. */
  Stream<Map.Entry<String, StoredObject>> after(String after, String prefix) {
    return objects
        .tailMap(prefix, true)
        .tailMap(max(after, prefix), after.compareTo(prefix) < 0)
        .entrySet()
        .stream()
        .takeWhile(entry -> entry.getKey().startsWith(prefix));
  }

  private static String max(String one, String other) {
    return one.compareTo(other) < 0 ? other : one;
  }
}
