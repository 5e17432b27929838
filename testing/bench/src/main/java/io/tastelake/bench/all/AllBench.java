package io.tastelake.bench.all;

import io.tastelake.bench.measure.Machine;
import io.tastelake.bench.subject.Launcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** All benches in under an hour, each in a process of its own; then the page of all figures. */
@Command(
    name = "all",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "All benches, smaller, in under an hour; writes testing/bench/results. Exit code 1 if one failed.")
public final class AllBench implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "NAME",
      description = "Only these, such as serve,ingest; the others' figures stay (default: all).")
  private Set<String> only = new TreeSet<>();

  @Option(
      names = "--short",
      description = "In some minutes, to see that all works; the figures mean little.")
  private boolean brief;

  @Option(
      names = "--results",
      paramLabel = "DIR",
      description =
          "Where figures, chart and page go (default: testing/bench/results; with --short"
              + " testing/bench/target/results).")
  private Path results;

  @Override
  public Integer call() throws Exception {
    List<Planned> chosen = chosen();
    Results kept = new Results(results == null ? usual() : results);
    Path errors = Files.createTempDirectory("tastelake-bench-all");
    int failed = 0;
    for (Planned planned : chosen) {
      String place = "[%d/%d %s] ".formatted(chosen.indexOf(planned) + 1, chosen.size(), "%s");
      failed += run(planned, place.formatted(planned.bench()), errors, kept) ? 0 : 1;
      kept.show();
    }
    System.out.printf("%d of %d benches ended well%n", chosen.size() - failed, chosen.size());
    return failed == 0 ? 0 : 1;
  }

  private List<Planned> chosen() {
    Schedule schedule = brief ? Schedule.SHORT : Schedule.FULL;
    List<Planned> chosen = only.isEmpty() ? schedule.benches() : schedule.only(only);
    if (chosen.size() < only.size()) {
      throw new ParameterException(
          spec.commandLine(),
          "--only names a bench that there is not; there are "
              + String.join(", ", schedule.benches().stream().map(Planned::bench).toList())
              + ".");
    }
    return chosen;
  }

  private Path usual() {
    Path bench = Launcher.find().orElseThrow().root().resolve("testing/bench");
    return bench.resolve(brief ? "target/results" : "results");
  }

  /** Whether it ended well. */
  private static boolean run(Planned planned, String place, Path errors, Results kept)
      throws IOException, InterruptedException {
    System.out.println(
        place + planned.command() + ", at most " + planned.limit().toMinutes() + " min");
    Machine begun = Machine.now();
    long start = System.nanoTime();
    Path log = errors.resolve(planned.bench() + ".log");
    BenchProcess.Outcome outcome =
        new BenchProcess(planned, log, line -> System.out.println(place + line)).run();
    kept.keep(planned.bench(), FigureLines.of(planned, outcome, begun));
    boolean well = outcome.failure().isEmpty();
    System.out.println(
        place
            + (well ? "done" : "FAILED, " + outcome.failure() + " (" + log + ")")
            + ", %d s".formatted(Duration.ofNanos(System.nanoTime() - start).toSeconds()));
    return well;
  }
}
