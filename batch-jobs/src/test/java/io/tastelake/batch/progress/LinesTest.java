package io.tastelake.batch.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class LinesTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final StringWriter text = new StringWriter();

  private Lines lines(long total) {
    return new Lines(new PrintWriter(text), "moving", total, START);
  }

  @Test
  void saysRowsRateAndTimeLeftEvery30Seconds() {
    Lines lines = lines(10_000);
    lines.reached(500, START.plusSeconds(29));
    assertThat(text.toString()).isEmpty();
    lines.reached(1_000, START.plusSeconds(30));
    lines.reached(1_500, START.plusSeconds(40));
    assertThat(text.toString().lines())
        .containsExactly("moving: 1,000 of 10,000 rows, 33 rows/s, about 0:04:30 left");
    lines.reached(2_000, START.plusSeconds(60));
    assertThat(text.toString().lines()).hasSize(2);
  }

  @Test
  void saysNoTimeLeftWhenTheTotalIsUnknownOrExceeded() {
    lines(0).reached(90, START.plusSeconds(30));
    lines(10).reached(90, START.plusSeconds(30));
    assertThat(text.toString().lines())
        .containsExactly("moving: 90 rows, 3 rows/s", "moving: 90 of 10 rows, 3 rows/s");
  }

  @Test
  void aBarShowsRowsAndTheStage() {
    try (Progress progress = Progress.bars(new PrintWriter(text), Clock.systemUTC())) {
      progress.stage("moving", 10);
      progress.advance(4);
      progress.say("a sentence");
      progress.advance(6);
    }
    assertThat(text.toString()).contains("moving", "10/10 rows", "a sentence").contains("\r");
  }
}
