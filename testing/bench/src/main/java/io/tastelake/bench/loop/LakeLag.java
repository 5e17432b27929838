package io.tastelake.bench.loop;

import io.tastelake.bench.subject.LakeWatch;
import io.tastelake.domain.time.Pause;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** How long it takes until the lake holds what is acknowledged, asked again and again. */
final class LakeLag {

  private static final Duration BETWEEN = Duration.ofMillis(500);

  private final LakeWatch lake;
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile double seconds;

  LakeLag(LakeWatch lake) {
    this.lake = lake;
  }

  void end() {
    ended.set(true);
  }

  Void watch() throws InterruptedException {
    while (!ended.get()) {
      seconds = lake.untilCommitted().toMillis() / 1e3;
      Pause.of(BETWEEN);
    }
    return null;
  }

  /** The lag that was measured last. */
  double seconds() {
    return seconds;
  }
}
