package io.tastelake.contracts.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

final class MicrosecondClockTest {

  private static final long LATEST = Long.MAX_VALUE / 2;

  @Property
  void instantsRoundTrip(@ForAll @LongRange(min = -LATEST, max = LATEST) long micros) {
    assertThat(MicrosecondClock.micros(MicrosecondClock.instant(micros))).isEqualTo(micros);
  }

  @Test
  void readsItsClock() {
    Instant instant = Instant.parse("2026-01-02T03:04:05.678901999Z");
    assertThat(MicrosecondClock.now(Clock.fixed(instant, ZoneOffset.UTC)))
        .isEqualTo(1_767_323_045_678_901L);
  }
}
