package io.tastelake.bench.faults;

import io.tastelake.bench.faults.Plan.Step;
import io.tastelake.bench.measure.Processes;
import io.tastelake.domain.time.Pause;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/** Batch jobs beside all that goes on; one that another fault disturbs may fail. */
final class JobFaults {

  private static final String MAIN = "io.tastelake.batch.Main";
  private static final Duration START_OF_A_JOB = Duration.ofSeconds(4);

  /** It trains a model of what little there is. */
  private static final List<String> NIGHTLY =
      List.of("nightly", "--rank", "8", "--iterations", "3");

  private final Jobs jobs;
  private final LongSupplier disturbances;
  private final Recoveries recoveries;
  private final Findings findings;
  private final AtomicInteger failed = new AtomicInteger();

  JobFaults(Jobs jobs, LongSupplier disturbances, Recoveries recoveries, Findings findings) {
    this.jobs = jobs;
    this.disturbances = disturbances;
    this.recoveries = recoveries;
    this.findings = findings;
  }

  /** How many failed, as they may while a part of the standalone is away. */
  int failed() {
    return failed.get();
  }

  void strike(Step step) throws Exception {
    recoveries.happened(step.kind());
    switch (step.kind()) {
      case COMPACT -> runDisturbed(List.of("compact"));
      case FORGET_USERS -> runDisturbed(List.of("forget-users"));
      case NIGHTLY -> runDisturbed(NIGHTLY);
      case KILL_NIGHTLY -> killNightly(START_OF_A_JOB.plus(step.length().multipliedBy(2)));
      default -> throw new IllegalArgumentException(step + " is no job");
    }
  }

  private void runDisturbed(List<String> job) throws Exception {
    long before = disturbances.getAsLong();
    int exit = jobs.run(job);
    boolean disturbed = before % 2 == 1 || disturbances.getAsLong() != before;
    if (exit != 0) {
      failed.incrementAndGet();
      if (!disturbed) {
        findings.add(
            job.get(0) + " ended with exit code " + exit + ", and no process was disturbed");
      }
    }
  }

  private void killNightly(Duration after) throws Exception {
    Callable<Integer> run = () -> jobs.run(NIGHTLY);
    FutureTask<Integer> nightly = new FutureTask<>(run);
    Thread thread = new Thread(nightly, "killed-nightly");
    thread.setDaemon(true);
    thread.start();
    Pause.of(after);
    ProcessHandle.current()
        .descendants()
        .filter(process -> Processes.commandLine(process).contains(MAIN))
        .forEach(ProcessHandle::destroyForcibly);
    try {
      nightly.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("A nightly could not be started", e);
    }
  }

  /** Runs it now that nothing disturbs it: it must end well. */
  void require(String... job) throws Exception {
    int exit = jobs.run(List.of(job));
    if (exit != 0) {
      findings.add(job[0] + " ended with exit code " + exit + " when all was quiet");
    }
  }
}
