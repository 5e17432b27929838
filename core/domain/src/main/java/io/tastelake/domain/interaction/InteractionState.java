package io.tastelake.domain.interaction;

import io.tastelake.domain.identity.ItemId;

/**
 * All that is known of one interaction: a join-semilattice, so {@link #join} commutes, associates
 * and is idempotent, and events may arrive in any order, twice, and in any subset.
 *
 * <ul>
 *   <li>of RECORDs the one of lowest offset counts; later ones are retries;
 *   <li>of AMENDs the one of highest offset counts, field by field;
 *   <li>a RETRACT is final.
 * </ul>
 *
 * Components of which nothing is known are null. A compacted RECORD stands at the offset of the
 * last AMEND that it contains, so AMENDs up to its offset are already in it.
 */
public record InteractionState(
    LoggedEvent recorded,
    Latest<ItemId> item,
    Latest<String> type,
    Latest<Double> timestamp,
    Latest<String> properties,
    LoggedEvent retracted) {

  /** A field's newest value and the event that set it; {@code setBy} is never null. */
  public record Latest<T>(T value, LoggedEvent setBy) {

    /** A value set by an event; null for no value. */
    public static <T> Latest<T> of(T value, LoggedEvent setBy) {
      return value == null ? null : new Latest<>(value, setBy);
    }

    static <T> Latest<T> join(Latest<T> a, Latest<T> b) {
      if (a == null || b == null) {
        return a == null ? b : a;
      }
      return a.setBy.offset() >= b.setBy.offset() ? a : b;
    }

    static <T> Latest<T> within(Latest<T> latest, long from, long to) {
      return latest != null && latest.setBy.offset() >= from && latest.setBy.offset() < to
          ? latest
          : null;
    }

    static <T> T valueOf(Latest<T> latest) {
      return latest == null ? null : latest.value;
    }

    static <T> T valueAfter(LoggedEvent recorded, Latest<T> latest, T original) {
      return latest != null && latest.setBy.offset() > recorded.offset() ? latest.value : original;
    }
  }

  /**
   * What one event says of its interaction.
   *
   * @throws IllegalArgumentException if it is no RECORD, AMEND or RETRACT
   */
  public static InteractionState of(LoggedEvent logged) {
    InteractionEvent event = logged.event();
    return switch (event.operation()) {
      case RECORD -> new InteractionState(logged, null, null, null, null, null);
      case RETRACT -> new InteractionState(null, null, null, null, null, logged);
      case AMEND ->
          new InteractionState(
              null,
              Latest.of(event.item(), logged),
              Latest.of(event.type(), logged),
              Latest.of(event.timestamp(), logged),
              Latest.of(event.properties(), logged),
              null);
      case RESOLVE, FORGET, RATE, UNRATE ->
          throw new IllegalArgumentException(event.operation() + " concerns no single interaction");
    };
  }

  /** What both say together. */
  public InteractionState join(InteractionState other) {
    return new InteractionState(
        lowest(recorded, other.recorded),
        Latest.join(item, other.item),
        Latest.join(type, other.type),
        Latest.join(timestamp, other.timestamp),
        Latest.join(properties, other.properties),
        highest(retracted, other.retracted));
  }

  /** The interaction as it stands, or null while it is unknown, retracted or forgotten. */
  public Interaction current(long forgottenBelow) {
    return retracted != null || recorded == null || recorded.offset() < forgottenBelow
        ? null
        : amended();
  }

  /** The recorded interaction with its amendments; a RECORD is known. */
  Interaction amended() {
    InteractionEvent event = recorded.event();
    return new Interaction(
        event.interaction(),
        Latest.valueAfter(recorded, item, event.item()),
        Latest.valueAfter(recorded, type, event.type()),
        Latest.valueAfter(recorded, timestamp, event.timestamp()),
        Latest.valueAfter(recorded, properties, event.properties()));
  }

  /** The newest AMEND that still counts, or null. */
  LoggedEvent lastAmendment() {
    LoggedEvent last = null;
    for (Latest<?> latest : new Latest<?>[] {item, type, timestamp, properties}) {
      last = latest == null ? last : highest(last, latest.setBy);
    }
    return last;
  }

  /** Of the AMENDs alone, what those of offsets in [{@code from}, {@code to}) set. */
  InteractionState amendedWithin(long from, long to) {
    return new InteractionState(
        null,
        Latest.within(item, from, to),
        Latest.within(type, from, to),
        Latest.within(timestamp, from, to),
        Latest.within(properties, from, to),
        null);
  }

  /** All AMENDs as one, accepted when {@code last} was. */
  InteractionEvent amendment(InteractionEvent last) {
    return InteractionEvent.amend(
        last.database(),
        last.actor(),
        last.interaction(),
        Latest.valueOf(item),
        Latest.valueOf(type),
        Latest.valueOf(timestamp),
        Latest.valueOf(properties),
        last.acceptedAt());
  }

  private static LoggedEvent lowest(LoggedEvent a, LoggedEvent b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return a.offset() <= b.offset() ? a : b;
  }

  private static LoggedEvent highest(LoggedEvent a, LoggedEvent b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return a.offset() >= b.offset() ? a : b;
  }
}
