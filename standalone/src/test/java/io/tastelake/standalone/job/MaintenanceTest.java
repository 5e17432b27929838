package io.tastelake.standalone.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;

class MaintenanceTest {

  private static final LocalTime THREE = LocalTime.of(3, 0);

  @Test
  void theHourIsTodayOrTomorrow() {
    assertThat(until("2026-11-25T02:00:00+01:00[Europe/Paris]")).isEqualTo(Duration.ofHours(1));
    assertThat(until("2026-11-25T03:00:00+01:00[Europe/Paris]")).isEqualTo(Duration.ofHours(24));
    assertThat(until("2026-11-25T04:30:00+01:00[Europe/Paris]"))
        .isEqualTo(Duration.ofMinutes(22 * 60 + 30));
  }

  @Test
  void theNightInWhichClocksGoBackIsLonger() {
    assertThat(until("2026-10-24T04:00:00+02:00[Europe/Paris]")).isEqualTo(Duration.ofHours(24));
  }

  private static Duration until(String now) {
    return Maintenance.until(THREE, ZonedDateTime.parse(now));
  }
}
