package io.tastelake.domain.interaction;

import io.tastelake.domain.identity.ItemId;
import java.util.Optional;
import java.util.OptionalDouble;

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
 * A compacted RECORD stands at the offset of the last AMEND that it contains, so AMENDs up to its
 * offset are already in it.
 *
 * @param <C> what of a RECORD's content is kept
 * @param recorded null while no RECORD is known
 * @param retracted null while no RETRACT is known
 */
public record InteractionState<C extends Content<C>>(
    Recording<C> recorded, Amendments amendments, Stamp retracted) {

  /**
   * A RECORD.
   *
   * @param content empty once it was dropped, because it can never count again
   */
  public record Recording<C>(Stamp at, Optional<C> content) {}

  /** A field's newest value and the AMEND that set it. */
  public record Latest<T>(T value, Stamp setBy) {

    private static <T> Latest<T> of(Optional<T> value, Stamp setBy) {
      return value.map(set -> new Latest<>(set, setBy)).orElse(null);
    }

    private static <T> Latest<T> join(Latest<T> a, Latest<T> b) {
      if (a == null || b == null) {
        return a == null ? b : a;
      }
      return a.setBy.offset() >= b.setBy.offset() ? a : b;
    }

    private static <T> Latest<T> within(Latest<T> latest, long from, long to) {
      return latest != null && latest.setBy.offset() >= from && latest.setBy.offset() < to
          ? latest
          : null;
    }

    private static <T> Optional<T> valueOf(Latest<T> latest) {
      return latest == null ? Optional.empty() : Optional.of(latest.value);
    }
  }

  /** The newest value of each field that AMENDs set; null for a field that none set. */
  public record Amendments(
      Latest<ItemId> item,
      Latest<String> type,
      Latest<Double> timestamp,
      Latest<String> properties) {

    public static final Amendments NONE = new Amendments(null, null, null, null);

    private static Amendments of(Amendment amendment, Stamp setBy) {
      OptionalDouble timestamp = amendment.timestamp();
      return new Amendments(
          Latest.of(amendment.item(), setBy),
          Latest.of(amendment.type(), setBy),
          timestamp.isEmpty() ? null : new Latest<>(timestamp.getAsDouble(), setBy),
          Latest.of(amendment.properties(), setBy));
    }

    private Amendments join(Amendments other) {
      if (isEmpty() || other.isEmpty()) {
        return isEmpty() ? other : this;
      }
      return new Amendments(
          Latest.join(item, other.item),
          Latest.join(type, other.type),
          Latest.join(timestamp, other.timestamp),
          Latest.join(properties, other.properties));
    }

    /** Those that AMENDs of offsets in [{@code from}, {@code to}) set. */
    Amendments within(long from, long to) {
      return new Amendments(
          Latest.within(item, from, to),
          Latest.within(type, from, to),
          Latest.within(timestamp, from, to),
          Latest.within(properties, from, to));
    }

    /** The newest AMEND that still counts, or null. */
    Stamp last() {
      Stamp last = null;
      for (Latest<?> latest : new Latest<?>[] {item, type, timestamp, properties}) {
        last = latest == null ? last : highest(last, latest.setBy);
      }
      return last;
    }

    /** All of them as one. */
    Amendment joined() {
      return new Amendment(
          Latest.valueOf(item),
          Latest.valueOf(type),
          timestamp == null ? OptionalDouble.empty() : OptionalDouble.of(timestamp.value),
          Latest.valueOf(properties));
    }

    /** Whether no AMEND set anything. */
    public boolean isEmpty() {
      return item == null && type == null && timestamp == null && properties == null;
    }
  }

  /** A RECORD of that content. */
  public static <C extends Content<C>> InteractionState<C> recorded(C content, Stamp at) {
    return new InteractionState<>(new Recording<>(at, Optional.of(content)), Amendments.NONE, null);
  }

  /** An AMEND. */
  public static <C extends Content<C>> InteractionState<C> amended(Amendment amendment, Stamp at) {
    return new InteractionState<>(null, Amendments.of(amendment, at), null);
  }

  /** A RETRACT. */
  public static <C extends Content<C>> InteractionState<C> retracted(Stamp at) {
    return new InteractionState<>(null, Amendments.NONE, at);
  }

  /** What one change says of its interaction. */
  public static InteractionState<InteractionContent> of(Change.OfInteraction change, Stamp at) {
    if (change instanceof Change.Recorded recorded) {
      return recorded(recorded.content().content(), at);
    }
    return change instanceof Change.Amended amended
        ? amended(amended.amendment(), at)
        : retracted(at);
  }

  /** What both say together. */
  public InteractionState<C> join(InteractionState<C> other) {
    return new InteractionState<>(
        lowest(recorded, other.recorded),
        amendments.join(other.amendments),
        highest(retracted, other.retracted));
  }

  /** The content as it stands; empty while it is unknown, retracted or forgotten. */
  public Optional<C> current(long forgottenBelow) {
    return retracted != null || recorded == null || recorded.at().offset() < forgottenBelow
        ? Optional.empty()
        : amended();
  }

  /** The recorded content with its amendments; a RECORD is known. */
  Optional<C> amended() {
    if (amendments.isEmpty()) {
      return recorded.content();
    }
    Amendment later = amendments.within(recorded.at().offset() + 1, Long.MAX_VALUE).joined();
    return recorded.content().map(content -> content.amendedBy(later));
  }

  /** Without any content: only what tells a retry from something new. */
  public InteractionState<C> emptied() {
    return new InteractionState<>(
        recorded == null ? null : new Recording<C>(recorded.at(), Optional.empty()),
        Amendments.NONE,
        retracted);
  }

  private static <C> Recording<C> lowest(Recording<C> a, Recording<C> b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return a.at().offset() <= b.at().offset() ? a : b;
  }

  private static Stamp highest(Stamp a, Stamp b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return a.offset() >= b.offset() ? a : b;
  }
}
