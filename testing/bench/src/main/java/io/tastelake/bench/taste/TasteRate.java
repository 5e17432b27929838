package io.tastelake.bench.taste;

import io.tastelake.bench.load.NarrowEvents;
import io.tastelake.bench.load.Zipf;
import io.tastelake.bench.measure.Figure;
import io.tastelake.bench.measure.Processes;
import io.tastelake.bench.measure.Report;
import io.tastelake.bench.measure.Scratch;
import io.tastelake.bench.measure.Target;
import io.tastelake.bench.subject.FlinkEnvironment;
import io.tastelake.bench.subject.Installation;
import io.tastelake.bench.subject.Launcher;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.Interaction;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.stream.engine.EngineConfig;
import io.tastelake.stream.taste.UpdateTasteConfig;
import io.tastelake.stream.taste.UpdateTasteTopology;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * P7: how many events a second {@code update-taste} takes from the log to the online store, with
 * one slot and a model. The log is full before the job starts, and has one partition, so that it is
 * read in order: a fifth to warm up, a mark, what is measured, and a mark. A mark is an interaction
 * of a user of its own, and is passed when the store shows that user's taste.
 */
final class TasteRate {

  private static final int MAX_ROWS_PER_USER = 1_000;
  private static final Duration COMMIT_INTERVAL = Duration.ofSeconds(10);
  private static final Duration TIMEOUT = Duration.ofMinutes(15);
  private static final double TARGET = 20_000;

  /** Above all users and items of the load. */
  private static final int FIRST_MARK = 2_000_000_000;

  private final Installation installation;
  private final NarrowEvents events;

  private TasteRate(Installation installation, NarrowEvents events) {
    this.installation = installation;
    this.events = events;
  }

  /**
   * Measures it.
   *
   * @param rows of the lake, which the model is trained from
   * @param count how many events are measured
   */
  static void measure(long rows, int rank, long count, long seed, Report report) throws Exception {
    try (Scratch scratch = Scratch.create("bench-taste-rate")) {
      Installation installation = Installation.start(scratch, seed, 1);
      Zipf users = Zipf.users(count, MAX_ROWS_PER_USER);
      TasteRate rate =
          new TasteRate(installation, new NarrowEvents(installation.database(), users, seed));
      report.progress("a lake of %,d rows, and a model".formatted(rows));
      installation.append(rate.load(rows));
      rate.job(scratch, report, "recompute-ratings");
      rate.job(
          scratch,
          report,
          "train-item-factors",
          "--rank=" + rank,
          "--iterations=3",
          "--model-only");
      report.progress("filling the log with %,d events".formatted(count));
      rate.fill(count);
      rate.run(scratch, count, rank, report);
    }
  }

  private void job(Scratch scratch, Report report, String name, String... more) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(name));
    arguments.addAll(installation.arguments());
    arguments.addAll(List.of(more));
    boolean done =
        Launcher.find()
            .orElseThrow()
            .job(
                scratch.folder().resolve("jobs.log"),
                report::progress,
                arguments.toArray(String[]::new));
    if (!done) {
      throw new IllegalStateException("The job " + name + " failed.");
    }
  }

  private Stream<InteractionEvent> load(long count) {
    return Stream.generate(events::event).limit(count);
  }

  private void fill(long count) throws Exception {
    installation.log(load(count / 5));
    installation.log(Stream.of(mark(0)));
    installation.log(load(count));
    installation.log(Stream.of(mark(1)));
  }

  private InteractionEvent mark(int number) {
    String id = Integer.toString(FIRST_MARK + number);
    return InteractionEvent.record(
        installation.database(),
        Actor.of(new UserId(id)),
        new Interaction(
            new InteractionId(new UUID(number, 1)),
            new ItemId(id),
            "productView",
            1_790_000_000,
            null),
        1_790_000_000_000_000L);
  }

  private void run(Scratch scratch, long count, int rank, Report report) throws Exception {
    StreamExecutionEnvironment env = FlinkEnvironment.oneSlot(COMMIT_INTERVAL);
    UpdateTasteTopology.define(
        env,
        UpdateTasteConfig.of(installation.brokers(), installation.lake(), installation.store())
            .withEngine(
                EngineConfig.every(COMMIT_INTERVAL)
                    .withParallelism(1)
                    .withCheckpointDirectory(scratch.folder().resolve("checkpoints").toUri())));
    report.progress("update-taste");
    JobClient job = env.executeAsync("update-taste");
    try (TasteWatch watch = new TasteWatch(installation.store().connect(), TIMEOUT)) {
      Moment start = passed(watch, 0);
      Moment end = passed(watch, 1);
      report(report, count, rank, start, end);
    } finally {
      job.cancel().get(30, TimeUnit.SECONDS);
    }
  }

  /**
   * When a mark was passed, and what had been used until then.
   *
   * @param cpu of this process: Flink and the broker
   * @param storeCpu of PostgreSQL
   */
  private record Moment(long nanos, Duration cpu, Duration storeCpu) {}

  private Moment passed(TasteWatch watch, int mark) throws Exception {
    String id = Integer.toString(FIRST_MARK + mark);
    watch.awaitShown(installation.database(), id, id);
    return new Moment(
        System.nanoTime(), Processes.cpu(ProcessHandle.current()), installation.storeCpu());
  }

  private static void report(Report report, long count, int rank, Moment start, Moment end) {
    double seconds = (end.nanos() - start.nanos()) / 1e9;
    double cpu = seconds(end.cpu().minus(start.cpu()));
    double store = seconds(end.storeCpu().minus(start.storeCpu()));
    report.add(
        Figure.of("P7", "update-taste, log → online store, one slot", count / seconds, "events/s")
            .note(
                String.format(
                    Locale.ROOT,
                    "%,d events in %.1f s, a model of k = %d; cores used: job and broker %.2f, PostgreSQL %.2f",
                    count,
                    seconds,
                    rank,
                    cpu / seconds,
                    store / seconds)));
    report.add(
        Figure.of("P7", "update-taste, per core", count / cpu, "events/CPU second")
            .target(Target.atLeast(TARGET))
            .note(
                String.format(
                    Locale.ROOT,
                    "all threads of the process, the broker's too; %,.0f with PostgreSQL's",
                    count / (cpu + store))));
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
