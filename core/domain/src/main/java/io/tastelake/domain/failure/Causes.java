package io.tastelake.domain.failure;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A failure, its cause, the cause of that, and so on. */
public final class Causes {

  private Causes() {}

  /**
   * The failure first, each once: causes may form a circle.
   *
   * @param failure may be null, which has no causes
   */
  public static Stream<Throwable> of(Throwable failure) {
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    return Stream.iterate(failure, cause -> cause != null && seen.add(cause), Throwable::getCause);
  }

  /** The first of a type. */
  public static <T extends Throwable> Optional<T> first(Throwable failure, Class<T> type) {
    return of(failure).filter(type::isInstance).map(type::cast).findFirst();
  }

  /** Whether one of them is of a type. */
  public static boolean include(Throwable failure, Class<? extends Throwable> type) {
    return of(failure).anyMatch(type::isInstance);
  }
}
