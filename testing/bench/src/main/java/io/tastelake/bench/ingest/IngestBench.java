package io.tastelake.bench.ingest;

import io.tastelake.bench.load.EventTopic;
import io.tastelake.bench.load.NarrowEvents;
import io.tastelake.bench.load.Zipf;
import io.tastelake.bench.measure.Contestant;
import io.tastelake.bench.measure.Figure;
import io.tastelake.bench.measure.Machine;
import io.tastelake.bench.measure.Report;
import io.tastelake.bench.measure.Rounds;
import io.tastelake.bench.measure.Scratch;
import io.tastelake.bench.measure.Target;
import io.tastelake.bench.subject.Launcher;
import io.tastelake.contracts.log.Topics;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.log.Brokers;
import io.tastelake.standalone.KafkaBroker;
import io.tastelake.standalone.KafkaBroker.Flush;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** P3: Kafka to Flink to Delta, beside the floor, in one process with the broker. */
@Command(
    name = "ingest",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "The log into the lake: rows/s with one slot, bytes per row, freshness (P3).")
public final class IngestBench implements Callable<Integer> {

  private static final int MAX_ROWS_PER_USER = 10_000;
  private static final int PARTITIONS = 4;
  private static final Duration FRESHNESS_INTERVAL = Duration.ofMillis(500);
  private static final double FRESHNESS_RATE = 20_000;

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "3000000",
      description = "Narrow events in the log (default: ${DEFAULT-VALUE}).")
  private long rows;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "Measured rounds of each contestant, after one to warm up (default: 3).")
  private int rounds;

  @Option(
      names = "--checkpoint-interval",
      paramLabel = "DURATION",
      defaultValue = "PT5S",
      description = "How often the job commits (default: ${DEFAULT-VALUE}).")
  private Duration checkpointInterval;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "The seed of the events (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Override
  public Integer call() throws Exception {
    Report report = new Report("ingest", Machine.now(), System.out);
    try (Scratch scratch = Scratch.create("bench-ingest")) {
      Path folder = scratch.folder();
      KafkaBroker broker =
          scratch.closeLater(KafkaBroker.startOpen(folder.resolve("kafka"), Flush.BY_THE_SYSTEM));
      measure(report, scratch, broker.bootstrapServers());
    }
    report.print();
    return 0;
  }

  private void measure(Report report, Scratch scratch, String servers) throws Exception {
    NarrowEvents events =
        new NarrowEvents(
            DatabaseId.of(new UUID(seed, seed)), Zipf.users(rows, MAX_ROWS_PER_USER), seed);
    String topicId = EventTopic.create(Brokers.at(servers), Topics.INTERACTIONS, PARTITIONS);
    EventTopic.create(Brokers.at(servers), Topics.DEAD_LETTERS, 1);
    try (EventTopic log = new EventTopic(Brokers.at(servers), Topics.INTERACTIONS)) {
      report.progress("filling the log with " + rows + " events");
      fill(log, events);
      Discarded floor = new Discarded(servers, checkpointInterval, rows);
      Tastelake us = new Tastelake(servers, topicId, scratch.folder(), checkpointInterval, rows);
      Launcher launcher = Launcher.find().orElseThrow();
      SparkContestant spark =
          new SparkContestant(launcher, scratch, servers, checkpointInterval, rows);
      report.progress("alternating " + us.name() + ", " + floor.name() + " and " + spark.name());
      Rounds done = Rounds.alternate(List.of(us, floor, spark), 1, rounds);
      throughput(report, done, us, floor);
      besideSpark(report, done, us, spark);
      report.progress("trickling");
      freshness(
          report,
          Freshness.measure(
              us.config(FRESHNESS_INTERVAL),
              us.latest(),
              log,
              events,
              FRESHNESS_RATE,
              Duration.ofSeconds(20)));
    }
  }

  private void fill(EventTopic log, NarrowEvents events) throws Exception {
    for (long row = 0; row < rows; row++) {
      log.send(log.encode(events.event()));
    }
    log.awaitAcknowledged();
  }

  private static void throughput(Report report, Rounds done, Tastelake us, Discarded floor) {
    report.add(
        Figure.of("P3", "log → lake, one slot", done.median(us, JobMeter.RATE), "rows/s")
            .note(done.spread(us, JobMeter.RATE)));
    report.add(
        Figure.of("P3", "log → discarded, one slot", done.median(floor, JobMeter.RATE), "rows/s")
            .note(done.spread(floor, JobMeter.RATE)));
    report.add(
        Figure.of("P3", "lake ÷ discarded", done.ratio(us, floor, JobMeter.RATE), "×")
            .target(Target.atLeast(0.55))
            .note(done.ratioSpread(us, floor, JobMeter.RATE) + "; same source, same run")
            .aheadOf("a sink that discards"));
    report.add(
        Figure.of(
                "P3", "log → lake, per core", done.median(us, JobMeter.CPU_RATE), "rows/CPU second")
            .note("all threads of the process count, the broker's too"));
    report.add(Figure.of("P3", "lake, compressed", done.median(us, Tastelake.BYTES), "bytes/row"));
  }

  private static void besideSpark(Report report, Rounds done, Contestant us, Contestant spark) {
    String peer = spark.name();
    report.add(
        Figure.of("P3", peer + ", one core", done.median(spark, JobMeter.RATE), "rows/s")
            .note(done.spread(spark, JobMeter.RATE) + "; same columns, not sorted"));
    report.add(
        Figure.of("P3", "tastelake ÷ " + peer, done.ratio(us, spark, JobMeter.RATE), "×")
            .target(Target.atLeast(3))
            .note(
                done.ratioSpread(us, spark, JobMeter.RATE)
                    + "; Spark takes all that waits in its first batch")
            .aheadOf(peer));
    report.add(
        Figure.of(
                "P3",
                "tastelake ÷ " + peer + ", per CPU second",
                done.ratio(us, spark, JobMeter.CPU_RATE),
                "×")
            .note("ours with the broker in the same process, Spark's without")
            .aheadOf(peer));
    report.add(
        Figure.of("P3", peer + ", compressed", done.median(spark, Tastelake.BYTES), "bytes/row"));
  }

  private static void freshness(Report report, Freshness freshness) {
    report.add(
        Figure.of("P3", "commit interval at 20 k rows/s, median", freshness.medianSeconds(), "s")
            .target(Target.atMost(0.55))
            .note(
                "set to 0.5 s; longest of %d: %.2f s"
                    .formatted(freshness.commits(), freshness.maxSeconds())));
  }
}
