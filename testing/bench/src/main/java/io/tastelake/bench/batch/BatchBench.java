package io.tastelake.bench.batch;

import io.tastelake.bench.measure.Machine;
import io.tastelake.bench.measure.Report;
import io.tastelake.bench.measure.Scratch;
import io.tastelake.bench.subject.Installation;
import io.tastelake.bench.subject.Launcher;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** P8, P10, and what memory and time each batch job takes, in processes as the launcher's. */
@Command(
    name = "batch",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Batch jobs: recompute and forget against plain Spark, memory, times (P8, P10).")
public final class BatchBench implements Callable<Integer> {

  private static final int PARTITIONS = 4;

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "10000000",
      description = "Interactions; P10 has half as many (default: ${DEFAULT-VALUE}).")
  private long rows;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "2",
      description = "Measured rounds of each contestant, after one to warm up (default: 2).")
  private int rounds;

  @Option(
      names = "--iterations",
      paramLabel = "N",
      defaultValue = "3",
      description = "Iterations of each training; they do not change its memory (default: 3).")
  private int iterations;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "P8,P10,MEMORY",
      description = "Only these figures: ${COMPLETION-CANDIDATES} (default: all).")
  private Set<Part> only = EnumSet.allOf(Part.class);

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "The seed of all events (default: ${DEFAULT-VALUE}).")
  private long seed;

  /** What can be measured by itself. */
  private enum Part {
    P8,
    P10,
    MEMORY
  }

  @Override
  public Integer call() throws Exception {
    Report report = new Report("batch", Machine.now(), System.out);
    Launcher launcher = Launcher.find().orElseThrow();
    if (only.contains(Part.P8) || only.contains(Part.MEMORY)) {
      recomputeAndMore(launcher, report);
    }
    if (only.contains(Part.P10)) {
      forget(launcher, report);
    }
    report.print();
    return 0;
  }

  private void recomputeAndMore(Launcher launcher, Report report) throws Exception {
    try (Scratch scratch = Scratch.create("bench-batch")) {
      Installation installation = Installation.start(scratch, seed, PARTITIONS);
      Jobs jobs = new Jobs(launcher, installation, scratch.folder(), report);
      Costs costs = new Costs(jobs);
      LargeLake lake = new LargeLake(installation, costs, scratch.folder(), report, rows, seed);
      lake.grow();
      Recompute.measure(
          installation, jobs, costs, report, rows, only.contains(Part.P8) ? rounds : 0);
      if (only.contains(Part.MEMORY)) {
        lake.live(iterations);
        costs.report(report, rows);
      }
    }
  }

  private void forget(Launcher launcher, Report report) throws Exception {
    try (Scratch scratch = Scratch.create("bench-forget")) {
      Installation installation = Installation.start(scratch, seed, PARTITIONS);
      Jobs jobs = new Jobs(launcher, installation, scratch.folder(), report);
      Forget.measure(installation, jobs, report, rows / 2, rounds, seed);
    }
  }
}
