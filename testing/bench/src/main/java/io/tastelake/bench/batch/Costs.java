package io.tastelake.bench.batch;

import io.tastelake.bench.measure.Figure;
import io.tastelake.bench.measure.Report;
import io.tastelake.bench.measure.Target;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Runs jobs, and notes what memory and time each of them took when it ran last. */
final class Costs {

  private static final double TARGET_GIBIBYTES = 4;
  private static final double GIBI = 1 << 30;

  private final Jobs jobs;
  private final Map<String, JobRun> runs = new LinkedHashMap<>();

  Costs(Jobs jobs) {
    this.jobs = jobs;
  }

  /** Runs a job of the installation, as {@link Jobs#run}. */
  JobRun run(String name, String... more) throws Exception {
    JobRun run = jobs.run(name, more);
    runs.put(name, run);
    return run;
  }

  void report(Report report, long rows) {
    runs.forEach((name, run) -> report.add(memory(name, run, rows)));
    runs.forEach((name, run) -> report.add(time(name, run)));
  }

  private static Figure memory(String name, JobRun run, long rows) {
    return Figure.of(
            "memory",
            String.format(Locale.ROOT, "%s, %,d interactions, peak resident", name, rows),
            run.peakResidentBytes() / GIBI,
            "GiB")
        .target(Target.atMost(TARGET_GIBIBYTES))
        .note(
            String.format(
                Locale.ROOT,
                "heap: used at most %.2f, reserved %.2f GiB",
                run.heap().maxUsed() / GIBI,
                run.heap().maxReserved() / GIBI));
  }

  private static Figure time(String name, JobRun run) {
    return Figure.of("time", name + ", the whole process", run.wholeSeconds(), "s")
        .note(String.format(Locale.ROOT, "of which the job itself %.1f s", run.seconds()));
  }
}
