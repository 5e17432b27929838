package io.tastelake.contracts.lake;

/**
 * How many records of the log are known of one database. It only grows: neither compaction nor the
 * deletion of a user makes an event uncounted.
 *
 * @param inLake events that the lake was given
 * @param deadLettered records that hold no valid event
 */
public record EventCount(long inLake, long deadLettered) {

  public static final EventCount NONE = new EventCount(0, 0);

  /** Both together. */
  public EventCount plus(EventCount other) {
    return new EventCount(inLake + other.inLake, deadLettered + other.deadLettered);
  }

  /** What this is more than {@code earlier}. */
  public EventCount since(EventCount earlier) {
    return new EventCount(inLake - earlier.inLake, deadLettered - earlier.deadLettered);
  }

  /** All records. */
  public long records() {
    return inLake + deadLettered;
  }
}
