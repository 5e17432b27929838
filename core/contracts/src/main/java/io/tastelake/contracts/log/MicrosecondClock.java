package io.tastelake.contracts.log;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Unix microseconds, the unit of {@code accepted_at}. */
public final class MicrosecondClock {

  private MicrosecondClock() {}

  /** The current time of {@code clock}. */
  public static long now(Clock clock) {
    return micros(clock.instant());
  }

  public static long micros(Instant instant) {
    long seconds = Math.multiplyExact(instant.getEpochSecond(), 1_000_000L);
    return Math.addExact(seconds, instant.getNano() / 1000);
  }

  public static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
