package io.tastelake.batch.repair;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.countDistinct;

import io.tastelake.batch.JobFailedException;
import io.tastelake.batch.compaction.CompactConfig;
import io.tastelake.batch.compaction.Compactor;
import io.tastelake.batch.interaction.InteractionRows;
import io.tastelake.batch.interaction.LakeVersion;
import io.tastelake.batch.interaction.LogEnd;
import io.tastelake.batch.interaction.LogEvents;
import io.tastelake.batch.maintenance.HeldLock;
import io.tastelake.batch.progress.Progress;
import io.tastelake.contracts.lake.InteractionsTable;
import io.tastelake.contracts.lake.LogPosition;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.store.ForgetsTable;
import io.tastelake.store.StoreConnection;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.TaskCompletionListener;

/**
 * Puts back into the lake what it lacks of the log, after a writer replaced versions of it. Moves
 * {@code fresh} first, so that all that may be lacking is settled; then merges the settled segments
 * into one together with what they lack, so that ranges of segments stay disjoint.
 */
public final class LakeRepair {

  /**
   * What was done.
   *
   * @param discarded names of files of Delta's log that told of replaced versions
   * @param actors whose history was another
   * @param events of theirs that were put back
   * @param outOfReach how many offsets below the lake's position the log no longer holds
   */
  public record Result(List<String> discarded, long actors, long events, long outOfReach) {}

  /** A part of one partition, and until when retries in it may be of what lies before it. */
  private record Part(int partition, long from, long until, long retriesUntil)
      implements Serializable {}

  private final SparkSession spark;
  private final CompactConfig config;
  private final LogEvents.Source source;
  private final LogEnd end;
  private final ForgetsTable forgets;
  private final Progress progress;

  /** Prepares to repair the lake that {@code config} names. */
  public LakeRepair(
      SparkSession spark,
      CompactConfig config,
      LogEvents.Source source,
      LogEnd end,
      StoreConnection store,
      Progress progress) {
    this.spark = spark;
    this.config = config;
    this.source = source;
    this.end = end;
    this.forgets = new ForgetsTable(store);
    this.progress = progress;
  }

  /**
   * Repairs.
   *
   * @throws JobFailedException if the lake is another log's
   */
  public Result run(HeldLock held) {
    List<String> discarded = new DerivedFiles(spark, config.table()).discardStale(held);
    discarded.forEach(
        file -> progress.say("Deleted " + file + ": it told of versions that were replaced."));
    LakeVersion lake = LakeVersion.newest(spark, config.lake());
    Compactor compactor = new Compactor(spark, config, progress);
    compactor.round(held);
    List<Part> parts = parts(lake.position());
    Dataset<Row> lacked = lacked(parts).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      // counted first: what is lacked follows from the table, and is nothing afterwards
      long events = lacked.count();
      long actors = actors(lacked);
      if (events > 0) {
        progress.say("%,d events of the log are put back.".formatted(events));
        compactor.mend(lacked, held);
      }
      long outOfReach = parts.stream().mapToLong(Part::from).sum();
      return new Result(discarded, actors, events, outOfReach);
    } finally {
      lacked.unpersist();
    }
  }

  private static long actors(Dataset<Row> lacked) {
    return lacked
        .agg(
            countDistinct(
                col(InteractionsTable.DATABASE),
                col(InteractionsTable.ACTOR_KIND),
                col(InteractionsTable.ACTOR_ID)))
        .first()
        .getLong(0);
  }

  /** What the log holds of what the position covers. */
  private List<Part> parts(LogPosition position) {
    LogPosition now = end.now();
    if (!now.topicId().equals(position.topicId())) {
      throw new JobFailedException(
          "The lake was written from topic %s, but the log's topic is %s."
              .formatted(position.topicId(), now.topicId()),
          "Check --lake and --bootstrap-servers: one of them is another installation's.");
    }
    List<Part> parts = new ArrayList<>();
    try (LogEvents log = source.open()) {
      for (int partition : position.next().keySet()) {
        long until = Math.min(position.next(partition), now.next(partition));
        long from = Math.min(log.first(partition), until);
        parts.add(new Part(partition, from, until, retriesUntil(log, partition, from, until)));
      }
    }
    return parts;
  }

  private long retriesUntil(LogEvents log, int partition, long from, long until) {
    Iterator<LoggedEvent> events = log.between(partition, from, until);
    return from == 0 || !events.hasNext()
        ? Long.MIN_VALUE
        : events.next().event().acceptedAt() + config.retryWindow().toNanos() / 1_000;
  }

  /** The events that the lake lacks, as rows. */
  private Dataset<Row> lacked(List<Part> parts) {
    Map<Integer, Long> retriesUntil = new HashMap<>();
    parts.forEach(part -> retriesUntil.put(part.partition(), part.retriesUntil()));
    OnlineForgets decided = OnlineForgets.in(forgets);
    Dataset<Row> log = logged(parts);
    Dataset<Row> lake =
        InteractionRows.of(spark.read().format("delta").load(config.table()))
            .join(
                log.select(InteractionsTable.ACTOR_HASH).distinct(),
                InteractionsTable.ACTOR_HASH,
                "left_semi");
    MapPartitionsFunction<Row, Row> lacking =
        sorted -> new LackedRows(sorted, retriesUntil, decided);
    return InteractionRows.of(lake)
        .union(log)
        .repartition(col(InteractionsTable.ACTOR_HASH))
        .sortWithinPartitions(InteractionsTable.ACTOR_HASH)
        .mapPartitions(lacking, Encoders.row(InteractionRows.SCHEMA));
  }

  private Dataset<Row> logged(List<Part> parts) {
    if (parts.isEmpty()) {
      return spark.createDataFrame(List.<Row>of(), InteractionRows.SCHEMA);
    }
    LogEvents.Source opened = source;
    JavaRDD<Row> rows =
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .parallelize(parts, parts.size())
            .flatMap(part -> rows(opened, part));
    return spark.createDataFrame(rows, InteractionRows.SCHEMA);
  }

  private static Iterator<Row> rows(LogEvents.Source source, Part part) {
    LogEvents log = source.open();
    TaskCompletionListener closing = context -> log.close();
    var unused = TaskContext.get().addTaskCompletionListener(closing);
    Iterator<LoggedEvent> events = log.between(part.partition(), part.from(), part.until());
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return events.hasNext();
      }

      @Override
      public Row next() {
        return InteractionRows.row(events.next(), LackedRows.LOG);
      }
    };
  }
}
