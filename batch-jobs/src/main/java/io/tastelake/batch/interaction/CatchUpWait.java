package io.tastelake.batch.interaction;

import java.time.Duration;
import picocli.CommandLine.Option;

/** How long a job that needs all that is in the log waits for the lake, on the command line. */
public final class CatchUpWait {

  /** Ten minutes. */
  public static final int DEFAULT_SECONDS = 600;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "" + DEFAULT_SECONDS,
      description = "How long to wait until the lake covers the log.")
  private int seconds;

  /** As it is given, which may be less than nothing: whoever waits so refuses it. */
  public Duration timeout() {
    return Duration.ofSeconds(seconds);
  }
}
