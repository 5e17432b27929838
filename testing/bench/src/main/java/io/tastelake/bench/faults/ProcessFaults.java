package io.tastelake.bench.faults;

import io.tastelake.bench.faults.Plan.Step;
import io.tastelake.domain.time.Pause;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Kills, freezes and restarts a standalone, as whoever looks after it would, and waits for it. */
final class ProcessFaults {

  private static final Duration DISK_STAYS_FULL = Duration.ofSeconds(5);
  private static final int TERMINATED = 128 + 15;

  private final Victim victim;
  private final Optional<SmallDisk> disk;
  private final Probe probe;
  private final Recoveries recoveries;
  private final Findings findings;
  private final AtomicLong disturbances = new AtomicLong();

  ProcessFaults(
      Victim victim,
      Optional<SmallDisk> disk,
      Probe probe,
      Recoveries recoveries,
      Findings findings) {
    this.victim = victim;
    this.disk = disk;
    this.probe = probe;
    this.recoveries = recoveries;
    this.findings = findings;
  }

  /** A number that changes when a fault begins, and when it is over; it is odd between. */
  long disturbances() {
    return disturbances.get();
  }

  /** Does it, and waits until all is well again. */
  void strike(Step step) throws Exception {
    recoveries.happened(step.kind());
    disturbances.incrementAndGet();
    long since = act(step);
    if (!victim.runs()) {
      revive(step.kind());
    }
    String after = step.kind().toString();
    recoveries.answered(step.kind(), probe.untilAnswered(after, since));
    if (step.followed()) {
      recoveries.rated(step.kind(), probe.untilRated(after, since));
    }
    disturbances.incrementAndGet();
  }

  /** Returns when the fault was over, or when it struck if it is over at once. */
  private long act(Step step) throws Exception {
    long struck = System.nanoTime();
    switch (step.kind()) {
      case KILL_ALL -> victim.killAll();
      case KILL_STANDALONE -> victim.kill();
      case KILL_POSTGRES -> victim.killPostgres();
      case RESTART -> restart();
      case FREEZE_STANDALONE -> victim.freeze(step.length());
      case FREEZE_POSTGRES -> victim.freezePostgres(step.length());
      case FULL_DISK -> fillDisk(step.length());
      default -> throw new IllegalArgumentException(step + " is no fault of a process");
    }
    return lasts(step.kind()) ? System.nanoTime() : struck;
  }

  private static boolean lasts(FaultKind kind) {
    return switch (kind) {
      case FREEZE_STANDALONE, FREEZE_POSTGRES, FULL_DISK -> true;
      default -> false;
    };
  }

  private void restart() throws Exception {
    int exit = victim.stop();
    if (exit != 0 && exit != TERMINATED) {
      findings.add("the standalone ended with exit code " + exit + " after SIGTERM");
    }
  }

  private void fillDisk(Duration length) throws Exception {
    SmallDisk full = disk.orElseThrow();
    full.fill();
    try {
      Pause.of(length.plus(DISK_STAYS_FULL));
    } finally {
      full.free();
    }
  }

  private void revive(FaultKind kind) throws Exception {
    switch (kind) {
      case KILL_ALL, KILL_STANDALONE, RESTART, FULL_DISK -> {}
      default -> findings.add("the standalone ended by itself after " + kind);
    }
    victim.start();
  }
}
