package io.tastelake.batch.deletion;

import static org.apache.spark.sql.functions.col;

import io.tastelake.batch.JobFailedException;
import io.tastelake.batch.compaction.Compactor;
import io.tastelake.batch.deletion.Purge.Found;
import io.tastelake.batch.deletion.Purge.Tombstones;
import io.tastelake.batch.deletion.Purge.Who;
import io.tastelake.batch.interaction.LakeVersion;
import io.tastelake.batch.maintenance.HeldLock;
import io.tastelake.batch.progress.Progress;
import io.tastelake.contracts.lake.InteractionsTable;
import io.tastelake.contracts.lake.LogPosition;
import io.tastelake.contracts.lake.RatingsTable;
import io.tastelake.store.StoreConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Carries out all FORGETs that the lake holds: moves {@code fresh} on, rewrites the files that hold
 * forgotten rows, clears what was derived from them, and proves by a scan that nothing is left.
 */
final class ForgetUsers {

  /** What one run did. */
  record Result(
      int actors,
      long rows,
      int files,
      long ratings,
      long online,
      long tombstones,
      int tasks,
      int vacuumed) {}

  /** Another machine's clock may have dated the files. */
  private static final Duration CLOCKS_DIFFER = Duration.ofHours(1);

  private final SparkSession spark;
  private final ForgetConfig config;
  private final HeldLock held;
  private final Progress progress;
  private final OnlineTraces traces;
  private final ForgetTasks tasks;
  private final Clock clock;

  ForgetUsers(
      SparkSession spark,
      ForgetConfig config,
      StoreConnection store,
      HeldLock held,
      Progress progress,
      Clock clock) {
    this.spark = spark;
    this.config = config;
    this.held = held;
    this.progress = progress;
    this.traces = new OnlineTraces(store, held);
    this.tasks = new ForgetTasks(store, held);
    this.clock = clock;
  }

  Result run() {
    LogPosition covered = LakeVersion.newest(spark, config.compaction().lake()).position();
    List<String> due = due(covered);
    try {
      return run(due);
    } catch (Exception e) {
      if (held.isHeld()) {
        for (String task : due) {
          tasks.failed(task, "Could not remove what is stored; the next run tries again.");
        }
      }
      throw e;
    }
  }

  private List<String> due(LogPosition covered) {
    List<String> due = new ArrayList<>();
    for (Map.Entry<String, Boolean> task : tasks.open(covered).entrySet()) {
      if (task.getValue()) {
        due.add(task.getKey());
      } else {
        progress.say("Task " + task.getKey() + " waits: the lake has not all of its FORGETs yet.");
      }
    }
    return due;
  }

  /** Reports progress, in the tasks as well. */
  private void say(List<String> due, String sentence) {
    progress.say(sentence);
    for (String task : due) {
      tasks.running(task, sentence);
    }
  }

  private Result run(List<String> due) {
    say(due, "Moving fresh rows into segments, then looking for forgotten ones.");
    new Compactor(spark, config.compaction(), progress).round(held);
    List<Forgotten> actors = ForgottenActors.in(settled(), config.retryWindow());
    ForgetTopology topology = new ForgetTopology(spark, actors);
    try (Purge purge = Purge.of(spark, config.table(), topology, held)) {
      Map<Who, Found> found = purge.found(progress);
      Found all = sum(found, actors);
      say(
          due,
          "%,d forgotten rows are being removed from %,d files."
              .formatted(all.rows(), all.files().size()));
      tasks.replacing(concerned(due, actors, found), clock.instant());
      purge.remove(all, progress);
      try (Purge after = purge.afterwards()) {
        return proven(due, actors, found, after);
      }
    }
  }

  /** The tasks whose rows were found, now or perhaps by a run that was killed. */
  private static Set<String> concerned(
      List<String> due, List<Forgotten> actors, Map<Who, Found> found) {
    Set<String> tasks = new HashSet<>(due);
    actors.stream()
        .filter(actor -> found.containsKey(Who.of(actor)))
        .forEach(actor -> tasks.addAll(actor.forgets()));
    return tasks;
  }

  /** Removes what was derived from {@code found}, and proves that nothing is left. */
  private Result proven(
      List<String> due, List<Forgotten> actors, Map<Who, Found> found, Purge after) {
    say(due, "Removing what was derived from forgotten rows; a scan then checks what is left.");
    long ratings = new RatingsPurge(spark, ratings(), held).remove(actors, found, after.cameBack());
    long online = traces.delete(actors);
    prove(after, actors);
    Map<Who, Tombstones> tombstones = after.tombstones();
    TaskReport report = new TaskReport(config, clock.instant(), actors, found, tombstones);
    for (String task : due) {
      tasks.completed(task, report.of(task));
    }
    Found all = sum(found, actors);
    return new Result(
        actors.size(),
        all.rows(),
        all.files().size(),
        ratings,
        online,
        report.tombstones(),
        due.size(),
        vacuumed(actors, tombstones));
  }

  /** Completes the proof of tasks that left neither a tombstone nor a replaced file. */
  private int vacuumed(List<Forgotten> actors, Map<Who, Tombstones> tombstones) {
    Map<String, Instant> waiting = tasks.waitingForVacuum();
    actors.stream()
        .filter(actor -> tombstones.containsKey(Who.of(actor)))
        .forEach(actor -> waiting.keySet().removeAll(actor.forgets()));
    if (waiting.isEmpty()) {
      return 0;
    }
    Instant oldest = oldestReplaced();
    waiting.values().removeIf(replaced -> !oldest.isAfter(replaced.plus(CLOCKS_DIFFER)));
    for (String task : waiting.keySet()) {
      tasks.vacuumed(task, TaskReport.vacuumed(clock.instant()));
    }
    return waiting.size();
  }

  private Instant oldestReplaced() {
    return Stream.of(config.table(), ratings())
        .flatMap(table -> new ReplacedFiles(spark, table).oldest().stream())
        .min(Comparator.naturalOrder())
        .orElse(Instant.MAX);
  }

  private String ratings() {
    return RatingsTable.locationBelow(config.compaction().lake());
  }

  /** No live file and no row of the online store holds what is forgotten. */
  private void prove(Purge after, List<Forgotten> actors) {
    long rows = after.found(progress).values().stream().mapToLong(Found::rows).sum();
    long online = traces.left(actors);
    if (rows > 0 || online > 0) {
      throw new JobFailedException(
          "After all was removed, a scan found %d forgotten rows in live files and %d in the online store."
              .formatted(rows, online),
          "Run forget-users again; if that does not help, something else writes to the lake.");
    }
  }

  static Found sum(Map<Who, Found> found, List<Forgotten> actors) {
    return actors.stream()
        .map(Who::of)
        .distinct()
        .map(who -> found.getOrDefault(who, new Found(0, Set.of())))
        .reduce(new Found(0, Set.of()), Found::plus);
  }

  private Dataset<Row> settled() {
    return spark
        .read()
        .format("delta")
        .load(config.table())
        .where(col(InteractionsTable.SEGMENT).notEqual(InteractionsTable.FRESH));
  }
}
