package io.tastelake.bench.faults;

import io.tastelake.bench.measure.Figure;
import io.tastelake.bench.measure.Machine;
import io.tastelake.bench.measure.Report;
import io.tastelake.bench.measure.Scratch;
import io.tastelake.bench.measure.Target;
import io.tastelake.bench.subject.Launcher;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** P14: random faults under load; whether nothing is lost, and how long until all is well again. */
@Command(
    name = "faults",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Random faults at a standalone under load, by seed; exit code 1 if anything that was"
            + " acknowledged is lost, doubled or wrong in the end.")
public final class FaultsBench implements Callable<Integer> {

  /** Of what the data folder's disk has, when it is filled at times. */
  private static final int DISK_MEBIBYTES = 3_072;

  private static final Target TO_READY = Target.atMost(40);

  @Option(
      names = "--minutes",
      paramLabel = "N",
      defaultValue = "15",
      description = "How long there are faults (default: ${DEFAULT-VALUE}).")
  private double minutes;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "The seed of faults and writes (default: a new one, which is printed).")
  private Long seed;

  @Option(
      names = "--only",
      paramLabel = "KIND",
      split = ",",
      description = "Only these faults: ${COMPLETION-CANDIDATES} (default: all).")
  private Set<FaultKind> only;

  @Option(
      names = "--clients",
      paramLabel = "N",
      defaultValue = "4",
      description = "Clients that write at the same time (default: ${DEFAULT-VALUE}).")
  private int clients;

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      description =
          "Where data and logs go, and stay (default: a temporary folder, which is deleted).")
  private Path folder;

  @Option(
      names = "--java-options",
      paramLabel = "OPTIONS",
      defaultValue = "-Xms192m -Xmx1280m -XX:MaxDirectMemorySize=512m -XX:-UsePerfData",
      description = "The standalone's JVM options (default: the launcher's: ${DEFAULT-VALUE}).")
  private String javaOptions;

  @Override
  public Integer call() throws Exception {
    long chosen = seed == null ? System.nanoTime() : seed;
    Report report = new Report("faults", Machine.now(), System.out);
    report.progress("--seed " + chosen);
    if (folder != null) {
      return run(folder.toAbsolutePath(), chosen, report);
    }
    try (Scratch scratch = Scratch.create("bench-faults")) {
      return run(scratch.folder(), chosen, report);
    }
  }

  private int run(Path place, long chosen, Report report) throws Exception {
    Launcher launcher =
        Launcher.find()
            .orElseThrow(
                () -> new IllegalStateException("There is no ./tastelake above this class."));
    Path data = place.resolve("data");
    Set<FaultKind> kinds = only == null ? EnumSet.allOf(FaultKind.class) : EnumSet.copyOf(only);
    Optional<SmallDisk> disk = disk(data, kinds, report);
    FaultRun.Settings settings =
        new FaultRun.Settings(
            data,
            Duration.ofMillis((long) (minutes * 60_000)),
            chosen,
            kinds,
            clients,
            List.of(javaOptions.split(" +")));
    try (FaultRun run =
        FaultRun.start(settings, new LauncherJobs(launcher, data, place), disk, report::progress)) {
      List<String> wrong = run.run();
      report(report, run, wrong, chosen);
      return wrong.isEmpty() ? 0 : 1;
    } finally {
      if (disk.isPresent() && folder == null) {
        disk.get().close();
      }
    }
  }

  /** A disk of its own, unless none may be mounted: then it is never full. */
  private static Optional<SmallDisk> disk(Path data, Set<FaultKind> kinds, Report report)
      throws InterruptedException {
    if (!kinds.contains(FaultKind.FULL_DISK)) {
      return Optional.empty();
    }
    try {
      return Optional.of(SmallDisk.mount(data, DISK_MEBIBYTES));
    } catch (IOException e) {
      report.progress("No disk can be mounted to be filled, so none is full: " + e.getMessage());
      kinds.remove(FaultKind.FULL_DISK);
      return Optional.empty();
    }
  }

  private static void report(Report report, FaultRun run, List<String> wrong, long seed) {
    run.recoveries().table().forEach(System.out::println);
    wrong.forEach(finding -> System.out.println("WRONG " + finding));
    String note = "seed " + seed + ", " + run.writes();
    report.add(Figure.of("F1", "faults", run.faults(), ""));
    report.add(
        Figure.of("F1", "lost, doubled or wrong", (double) run.wrong(), "")
            .target(Target.atMost(0))
            .note(note));
    report.add(
        Figure.of(
                "F2",
                "longest from kill -9 of all to the first write that is acknowledged and listed",
                run.recoveries().longest(FaultKind.KILL_ALL).toMillis() / 1e3,
                "s")
            .target(TO_READY));
    report.print();
  }
}
