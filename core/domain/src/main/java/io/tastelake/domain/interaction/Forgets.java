package io.tastelake.domain.interaction;

import io.tastelake.domain.identity.InteractionId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The FORGETs of one actor, a join: of one FORGET's retries the one of lowest offset counts, so
 * that a retry hides nothing of what came between; of several FORGETs the one that reaches highest.
 * FORGETs without id are of an older version and have no retries: each counts where it stands.
 */
final class Forgets {

  private final Map<InteractionId, LoggedChange> first = new HashMap<>();
  private LoggedChange lastWithoutId;

  void add(LoggedChange forget) {
    Optional<InteractionId> id = idOf(forget);
    if (id.isPresent()) {
      first.merge(id.get(), forget, (a, b) -> a.offset() <= b.offset() ? a : b);
    } else if (lastWithoutId == null || lastWithoutId.offset() < forget.offset()) {
      lastWithoutId = forget;
    }
  }

  void addAll(Forgets other) {
    other.first.values().forEach(this::add);
    if (other.lastWithoutId != null) {
      add(other.lastWithoutId);
    }
  }

  /** Offsets below this one are forgotten; 0 if nothing is. */
  long below() {
    long below = lastWithoutId == null ? 0 : lastWithoutId.offset();
    for (LoggedChange forget : first.values()) {
      below = Math.max(below, forget.offset());
    }
    return below;
  }

  /** Whether {@code decision} is forgotten. */
  boolean hide(LoggedChange decision) {
    return (lastWithoutId != null && hides(lastWithoutId, decision))
        || first.values().stream().anyMatch(forget -> hides(forget, decision));
  }

  /**
   * Whether a FORGET hides a decision (RESOLVE, RATE, UNRATE). Both are the store's, so its clock
   * orders them, however often and wherever they were published; a FORGET without id is of before
   * that, and hides by offset.
   */
  static boolean hides(LoggedChange forget, LoggedChange decision) {
    return idOf(forget).isEmpty()
        ? decision.offset() < forget.offset()
        : decision.acceptedAt() <= forget.acceptedAt();
  }

  private static Optional<InteractionId> idOf(LoggedChange forget) {
    return ((Change.Forgotten) forget.change()).id();
  }

  /** The first of each FORGET that has an id. */
  Collection<LoggedChange> identified() {
    return first.values();
  }

  /** The highest FORGET without id, or null. */
  LoggedChange lastWithoutId() {
    return lastWithoutId;
  }
}
