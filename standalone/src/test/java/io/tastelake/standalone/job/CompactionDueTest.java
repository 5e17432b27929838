package io.tastelake.standalone.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CompactionDueTest {

  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
  private static final Duration A_MINUTE = Duration.ofMinutes(1);

  private final CompactionDue due = new CompactionDue();

  @Test
  void rowsThatWereAppendedAreCompacted() {
    assertThat(due.at(0, NOON)).isTrue();
    due.done(5, NOON);
    assertThat(due.at(5, NOON.plus(A_MINUTE))).isFalse();
    assertThat(due.at(6, NOON.plus(A_MINUTE))).isTrue();
  }

  @Test
  void whereNothingIsAppendedReplacedFilesStillGo() {
    due.done(5, NOON);
    assertThat(due.at(5, NOON.plus(CompactionDue.VACUUM_EVERY).minus(A_MINUTE))).isFalse();
    assertThat(due.at(5, NOON.plus(CompactionDue.VACUUM_EVERY))).isTrue();
    due.done(5, NOON.plus(CompactionDue.VACUUM_EVERY));
    assertThat(due.at(5, NOON.plus(CompactionDue.VACUUM_EVERY).plus(A_MINUTE))).isFalse();
  }
}
