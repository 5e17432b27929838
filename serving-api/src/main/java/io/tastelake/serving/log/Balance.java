package io.tastelake.serving.log;

/**
 * Where the events of a database are, since the lake counts them: accepted = in the lake +
 * dead-lettered + in flight.
 *
 * @param inLake as the lake's totals say
 * @param deadLettered as the lake's totals say
 * @param inFlight records of the log beyond the lake's position
 * @param unbalanced records of the log that the lake passed but did not count, as this instance
 *     read them; negative if the lake counted more. Anything but 0 is an error.
 */
public record Balance(long inLake, long deadLettered, long inFlight, long unbalanced) {

  /** Nothing has come yet. */
  public static final Balance NONE = new Balance(0, 0, 0, 0);

  /** All records in the log. */
  public long accepted() {
    return inLake + deadLettered + inFlight + unbalanced;
  }
}
