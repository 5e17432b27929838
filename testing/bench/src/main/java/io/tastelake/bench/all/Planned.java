package io.tastelake.bench.all;

import java.time.Duration;
import java.util.List;

/**
 * A bench as {@code all} runs it.
 *
 * @param arguments what makes it small enough for an hour of all of them
 * @param limit after which it is stopped
 */
record Planned(String bench, List<String> arguments, Duration limit) {

  /** As one would type it. */
  String command() {
    return "bench " + bench + (arguments.isEmpty() ? "" : " " + String.join(" ", arguments));
  }
}
