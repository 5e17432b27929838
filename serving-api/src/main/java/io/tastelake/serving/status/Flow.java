package io.tastelake.serving.status;

import java.time.Duration;

/**
 * How far events have come, as one instance sees it.
 *
 * @param behind records of the log that the lake does not cover yet
 * @param looked how long ago the lake was last read with success
 * @param committed how long ago its newest version was seen
 * @param tailLag records that the instance's tail is behind the log
 */
public record Flow(
    long lakeVersion, long behind, Duration looked, Duration committed, long tailLag) {

  /** Nothing has come yet. */
  public static final Flow NONE = new Flow(0, 0, Duration.ZERO, Duration.ZERO, 0);
}
