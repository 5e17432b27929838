package io.tastelake.bench.serve;

import io.tastelake.bench.load.Zipf;
import io.tastelake.bench.measure.Machine;
import io.tastelake.bench.measure.Report;
import io.tastelake.bench.measure.Scratch;
import io.tastelake.bench.subject.Growth;
import io.tastelake.bench.subject.LakeWatch;
import io.tastelake.bench.subject.StandaloneProcess;
import io.tastelake.bench.subject.Subject;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** P1, P2, P4, P5, P6 and P12, on a whole standalone in a process of its own. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "The API of a whole standalone: writes, reads, freshness, start (P1–P6, P12); DuckDB reads too.")
public final class ServeBench implements Callable<Integer> {

  private static final int MAX_ROWS_PER_USER = 10_000;

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "Rows in the lake at least when reads are measured (default: 1000000).")
  private long rows;

  @Option(
      names = "--compactions",
      paramLabel = "N",
      defaultValue = "2",
      description = "How often the lake is compacted while it grows (default: 2).")
  private int compactions;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description = "Measured rounds of us and of DuckDB, after one to warm up (default: 5).")
  private int rounds;

  @Option(
      names = "--fresh-files",
      paramLabel = "N",
      defaultValue = "0",
      description = "Wait for so many fresh files before reads are measured (default: 0).")
  private int freshFiles;

  @Option(
      names = "--checkpoint-interval-millis",
      paramLabel = "N",
      defaultValue = "2000",
      description = "How often the ingest job commits (default: ${DEFAULT-VALUE}).")
  private long checkpointMillis;

  @Option(
      names = "--java-options",
      paramLabel = "OPTIONS",
      defaultValue = "-Xms192m -Xmx1280m -XX:MaxDirectMemorySize=512m",
      description = "The standalone's JVM options (default: the launcher's: ${DEFAULT-VALUE}).")
  private String javaOptions;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "P1,P2,…",
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
    P1,
    P2,
    P4,
    P5,
    P6,
    P12,
    BODIES,
    DUCKDB
  }

  @Override
  public Integer call() throws Exception {
    Report report = new Report("serve", Machine.now(), System.out);
    try (Scratch scratch = Scratch.create("bench-serve")) {
      if (only.contains(Part.P12)) {
        StartUp.measure(scratch, report);
      }
      measure(scratch, report);
    }
    report.print();
    return 0;
  }

  private void measure(Scratch scratch, Report report) throws Exception {
    Path data = scratch.folder().resolve("data");
    Zipf users = Zipf.users(rows, MAX_ROWS_PER_USER);
    List<String> options = List.of(javaOptions.split(" +"));
    StandaloneProcess standalone =
        scratch.closeLater(StandaloneProcess.start(data, options, checkpointMillis));
    LakeWatch lake = scratch.closeLater(new LakeWatch(standalone.lake(), standalone.brokers()));
    report.add(StartUp.memory("after start", standalone, data));
    Subject subject = Subject.create(standalone, lake, users, seed);
    writes(subject, report);
    if (only.stream().anyMatch(Set.of(Part.P5, Part.P6, Part.DUCKDB)::contains)) {
      reads(subject, report, data.resolve("compaction.log"));
    }
    report.add(StartUp.memory("after all of this", standalone, data));
  }

  private void writes(Subject subject, Report report) throws Exception {
    if (only.contains(Part.P1)) {
      BulkPosts.measure(subject, report);
    }
    if (only.contains(Part.P2)) {
      SinglePosts.measure(subject, report);
    }
    if (only.contains(Part.P4)) {
      ReadYourWrites.measure(subject, report);
    }
    if (only.contains(Part.BODIES)) {
      LargeBodies.measure(subject, report);
    }
  }

  private void reads(Subject subject, Report report, Path compactionLog) throws Exception {
    Growth growth = new Growth(subject, report, compactionLog);
    String grown = growth.to(rows, compactions);
    growth.freshFiles(freshFiles);
    if (only.contains(Part.P5)) {
      PointReads.measure(
          subject,
          report,
          grown
              + ", %d fresh files, users of 1 to %,d rows"
                  .formatted(growth.freshFiles(), MAX_ROWS_PER_USER));
    }
    if (only.contains(Part.P6)) {
      WholeListing.measure(subject, report);
    }
    if (only.contains(Part.DUCKDB)) {
      ReadContest.measure(subject, report, compactionLog.resolveSibling("lake.sql"), rounds);
    }
  }
}
