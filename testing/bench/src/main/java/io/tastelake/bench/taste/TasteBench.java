package io.tastelake.bench.taste;

import io.tastelake.bench.load.Zipf;
import io.tastelake.bench.measure.Machine;
import io.tastelake.bench.measure.Report;
import io.tastelake.bench.measure.Scratch;
import io.tastelake.bench.subject.Growth;
import io.tastelake.bench.subject.LakeWatch;
import io.tastelake.bench.subject.StandaloneProcess;
import io.tastelake.bench.subject.Subject;
import io.tastelake.bench.subject.Training;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** P4 and P7: fold-in, and the taste vectors of a whole standalone under load. */
@Command(
    name = "taste",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Fold-in, and how soon interactions become taste vectors (P4, P7).")
public final class TasteBench implements Callable<Integer> {

  private static final int MAX_ROWS_PER_USER = 1_000;
  private static final long CHECKPOINT_MILLIS = 2_000;
  private static final List<String> JAVA_OPTIONS =
      List.of("-Xms192m", "-Xmx1280m", "-XX:MaxDirectMemorySize=512m");

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "200000",
      description = "Interactions before the model is trained (default: ${DEFAULT-VALUE}).")
  private long rows;

  @Option(
      names = "--rank",
      paramLabel = "N",
      defaultValue = "64",
      description = "The model's rank (default: ${DEFAULT-VALUE}).")
  private int rank;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "The seed of all events (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--events",
      paramLabel = "N",
      defaultValue = "500000",
      description =
          "Events in the log when update-taste's rate is measured (default: ${DEFAULT-VALUE}).")
  private long events;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "FOLD_IN,RATE,FRESHNESS",
      description = "Only these figures: ${COMPLETION-CANDIDATES} (default: all).")
  private Set<Part> only = EnumSet.allOf(Part.class);

  /** What can be measured by itself. */
  private enum Part {
    FOLD_IN,
    RATE,
    FRESHNESS
  }

  @Override
  public Integer call() throws Exception {
    Report report = new Report("taste", Machine.now(), System.out);
    if (only.contains(Part.FOLD_IN)) {
      FoldIns.measure(seed, report);
    }
    if (only.contains(Part.RATE)) {
      TasteRate.measure(rows, rank, events, seed, report);
    }
    if (only.contains(Part.FRESHNESS)) {
      freshness(report);
    }
    report.print();
    return 0;
  }

  private void freshness(Report report) throws Exception {
    try (Scratch scratch = Scratch.create("bench-taste")) {
      measure(scratch, report);
    }
  }

  private void measure(Scratch scratch, Report report) throws Exception {
    Path data = scratch.folder().resolve("data");
    StandaloneProcess standalone =
        scratch.closeLater(StandaloneProcess.start(data, JAVA_OPTIONS, CHECKPOINT_MILLIS));
    LakeWatch lake = scratch.closeLater(new LakeWatch(standalone.lake(), standalone.brokers()));
    Zipf users = Zipf.users(rows, MAX_ROWS_PER_USER);
    Subject subject = Subject.create(standalone, lake, users, seed);
    new Growth(subject, report, data.resolve("jobs.log")).to(rows, 0);
    Training.run(data, rank, report);
    TasteFreshness.measure(subject, report);
  }
}
