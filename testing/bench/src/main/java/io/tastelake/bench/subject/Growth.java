package io.tastelake.bench.subject;

import io.tastelake.bench.load.Load;
import io.tastelake.bench.measure.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Makes the lake large as it gets large in life: rows through the API, compactions between. */
public final class Growth {

  private static final int ROWS = 1_000;
  private static final int CLIENTS = 2;
  private static final int BODIES = 200;

  private final Subject subject;
  private final Report report;
  private final Path compactionLog;
  private Instant lastCompaction = Instant.EPOCH;

  public Growth(Subject subject, Report report, Path compactionLog) {
    this.subject = subject;
    this.report = report;
    this.compactionLog = compactionLog;
  }

  /**
   * Loads until the lake holds about {@code rows}, in as many parts as there are compactions.
   *
   * @return what was done, for the notes
   */
  public String to(long rows, int compactions) throws Exception {
    int compacted = 0;
    for (int part = 1; part <= Math.max(1, compactions); part++) {
      load(rows * part / Math.max(1, compactions));
      if (compactions > 0 && compact()) {
        compacted++;
      }
    }
    subject.lake().untilCommitted();
    return "%,d rows, %d compactions".formatted(subject.lake().rows(), compacted);
  }

  private void load(long rows) throws Exception {
    subject.lake().untilCommitted();
    long missing = rows - subject.lake().rows();
    if (missing > 0) {
      report.progress("loading %,d rows".formatted(missing));
      for (long left = missing; left > 0; left -= BODIES * ROWS) {
        List<byte[]> bodies = Bodies.bulks(subject.events(100 + left), BODIES, ROWS);
        long requests = Math.min(BODIES, (left + ROWS - 1) / ROWS);
        Load.closed(() -> subject.bulkLane(bodies), CLIENTS, requests);
      }
      subject.lake().untilCommitted();
    }
  }

  private boolean compact() throws IOException, InterruptedException {
    Launcher launcher = Launcher.find().orElse(null);
    if (launcher == null) {
      return false;
    }
    report.progress("compacting");
    Instant begun = Instant.now();
    String lake = subject.standalone().lake().toString();
    if (launcher.job(compactionLog, report::progress, "compact", "--lake", lake)) {
      lastCompaction = begun;
      return true;
    }
    report.progress("the compaction failed; see " + compactionLog);
    return false;
  }

  /** Trickles rows, so that each commit leaves small files, until there are so many. */
  public void freshFiles(int wanted) throws Exception {
    List<byte[]> bodies = Bodies.bulks(subject.events(9), BODIES, 50);
    report.progress("trickling until there are " + wanted + " fresh files");
    while (freshFiles() < wanted) {
      Load.open(() -> subject.bulkLane(bodies), 1, 20, Duration.ofSeconds(2));
    }
    subject.lake().untilCommitted();
  }

  /** Files of fresh rows that were written since the last compaction began. */
  public long freshFiles() throws IOException {
    Path table = Path.of(subject.standalone().lake()).resolve("interactions");
    try (Stream<Path> files = Files.walk(table)) {
      return files
          .filter(file -> file.toString().contains("segment=fresh"))
          .filter(file -> file.toString().endsWith(".parquet"))
          .filter(file -> file.toFile().lastModified() > lastCompaction.toEpochMilli())
          .count();
    }
  }
}
