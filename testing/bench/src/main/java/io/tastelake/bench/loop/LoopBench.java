package io.tastelake.bench.loop;

import io.tastelake.bench.load.Load;
import io.tastelake.bench.load.Zipf;
import io.tastelake.bench.measure.Machine;
import io.tastelake.bench.measure.Report;
import io.tastelake.bench.measure.Scratch;
import io.tastelake.bench.subject.Bodies;
import io.tastelake.bench.subject.Growth;
import io.tastelake.bench.subject.LakeWatch;
import io.tastelake.bench.subject.StandaloneProcess;
import io.tastelake.bench.subject.Subject;
import io.tastelake.bench.subject.Training;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** P0: bulks at a constant rate, and how far lake and taste are behind. */
@Command(
    name = "loop",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "The whole loop at a constant rate: lags over time, CPU of each event (P0).")
public final class LoopBench implements Callable<Integer> {

  private static final int ROWS = 100;
  private static final int CLIENTS = 8;
  private static final int BODIES = 3_000;
  private static final long CHECKPOINT_MILLIS = 2_000;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "10000",
      description = "Events a second, in bulks of 100 (default: ${DEFAULT-VALUE}).")
  private double rate;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "600",
      description = "How long; figures are of the second half (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--users",
      paramLabel = "N",
      defaultValue = "100000",
      description = "Users who act, by Zipf's law (default: ${DEFAULT-VALUE}).")
  private int users;

  @Option(
      names = "--most",
      paramLabel = "N",
      defaultValue = "1000",
      description =
          "How many times as often the most active users act as the least active ones (default:"
              + " ${DEFAULT-VALUE}).")
  private int most;

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "300000",
      description = "Interactions that there are before (default: ${DEFAULT-VALUE}).")
  private long rows;

  @Option(
      names = "--rank",
      paramLabel = "N",
      defaultValue = "32",
      description = "The model's rank; 0 for no model (default: ${DEFAULT-VALUE}).")
  private int rank;

  @Option(
      names = "--window",
      paramLabel = "SECONDS",
      defaultValue = "5",
      description = "A line is printed so often (default: ${DEFAULT-VALUE}).")
  private int window;

  @Option(
      names = "--java-options",
      paramLabel = "OPTIONS",
      defaultValue = "-Xms192m -Xmx1280m -XX:MaxDirectMemorySize=512m",
      description = "The standalone's JVM options (default: the launcher's: ${DEFAULT-VALUE}).")
  private String javaOptions;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "The seed of all events (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Override
  public Integer call() throws Exception {
    Report report = new Report("loop", Machine.now(), System.out);
    try (Scratch scratch = Scratch.create("bench-loop")) {
      measure(scratch, report);
    }
    report.print();
    return 0;
  }

  private void measure(Scratch scratch, Report report) throws Exception {
    Path data = scratch.folder().resolve("data");
    StandaloneProcess standalone =
        scratch.closeLater(
            StandaloneProcess.start(data, List.of(javaOptions.split(" +")), CHECKPOINT_MILLIS));
    LakeWatch lake = scratch.closeLater(new LakeWatch(standalone.lake(), standalone.brokers()));
    Subject subject = Subject.create(standalone, lake, Zipf.of(users, most), seed);
    new Growth(subject, report, data.resolve("jobs.log")).to(rows, 0);
    if (rank > 0) {
      Training.run(data, rank, report);
    }
    Loop loop = new Loop(subject, data.resolve("postgres"), report, Duration.ofSeconds(window));
    report.progress("waiting until taste has caught up");
    loop.awaitCaughtUp();
    report.progress("%,.0f events a second for %,d s, %,d users".formatted(rate, seconds, users));
    List<byte[]> bodies = Bodies.bulks(subject.events(11), BODIES, ROWS);
    ExecutorService generator = Executors.newSingleThreadExecutor();
    try {
      Future<Load> load =
          generator.submit(
              () ->
                  Load.open(
                      () -> subject.bulkLane(bodies),
                      CLIENTS,
                      rate / ROWS,
                      Duration.ofSeconds(seconds)));
      loop.measure(load, rate, Duration.ofSeconds(seconds));
    } finally {
      generator.shutdownNow();
    }
  }
}
