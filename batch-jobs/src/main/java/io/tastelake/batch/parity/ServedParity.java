package io.tastelake.batch.parity;

import io.tastelake.batch.interaction.LakeCatchUp;
import io.tastelake.batch.interaction.LakeVersion;
import io.tastelake.batch.interaction.LogEnd;
import io.tastelake.batch.maintenance.EachDatabase;
import io.tastelake.batch.maintenance.HeldLock;
import io.tastelake.batch.parity.Pasts.Who;
import io.tastelake.batch.store.StoreAccess;
import io.tastelake.batch.taste.PastModels;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.rating.ImplicitToExplicitParameters;
import io.tastelake.store.ParametersTable;
import io.tastelake.store.ServedSample;
import io.tastelake.store.ServedSamplesTable;
import io.tastelake.store.ServedVerdict;
import io.tastelake.store.StoreConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Judges samples of what was served: computes anew, from what the lake held then, what may have
 * been served at that moment, and counts what agrees and what does not.
 */
final class ServedParity {

  /** Of one run: they are in memory, and so are their users. */
  private static final int MAX_SAMPLES = 50_000;

  /** Until then whatever was accepted before is in the log. */
  private static final Duration SETTLED = Duration.ofMinutes(1);

  private final SparkSession spark;
  private final ServedParityConfig config;
  private final StoreAccess store;
  private final LogEnd logEnd;
  private final Clock clock;
  private final Consumer<String> report;

  ServedParity(
      SparkSession spark,
      ServedParityConfig config,
      StoreAccess store,
      LogEnd logEnd,
      Clock clock,
      Consumer<String> report) {
    this.spark = spark;
    this.config = config;
    this.store = store;
    this.logEnd = logEnd;
    this.clock = clock;
    this.report = report;
  }

  /**
   * What came of it.
   *
   * @param samples how many were judged, or could not be
   * @param counts how many ratings and vectors got which verdict
   * @param named some users of whom something wrong was served
   * @param each the databases for which it failed
   */
  record Outcome(
      int samples, Map<ServedVerdict, Long> counts, Set<String> named, EachDatabase each) {}

  /** Judges all samples that are due, and deletes those that are too old. */
  Outcome run(HeldLock held) {
    Instant now = clock.instant();
    EachDatabase each = new EachDatabase(held, report);
    List<ServedSamplesTable.Row> due =
        with(
            connection ->
                new ServedSamplesTable(connection).toJudge(now.minus(SETTLED), MAX_SAMPLES));
    Verdicts verdicts = new Verdicts(store, held);
    if (!due.isEmpty()) {
      judge(due, now.minus(config.reach()), verdicts, each);
    }
    held.require();
    int unused =
        with(
            connection -> new ServedSamplesTable(connection).deleteOlder(now.minus(config.kept())));
    return new Outcome(verdicts.samples(), verdicts.counts(), verdicts.named(), each);
  }

  private <T> T with(Function<StoreConnection, T> work) {
    return store.tables().with(work);
  }

  private void judge(
      List<ServedSamplesTable.Row> due, Instant reach, Verdicts verdicts, EachDatabase each) {
    Map<Who, List<ServedSamplesTable.Row>> users = new HashMap<>();
    for (ServedSamplesTable.Row row : due) {
      ServedSample sample = row.sample();
      if (sample.at().isBefore(reach)) {
        verdicts.add(row, Judgement.none(ServedVerdict.LATE, values(sample)));
      } else {
        Who who = new Who(sample.database(), sample.user());
        users.computeIfAbsent(who, unused -> new ArrayList<>()).add(row);
      }
    }
    verdicts.write();
    if (!users.isEmpty()) {
      judge(users, verdicts, each);
    }
  }

  private static int values(ServedSample sample) {
    return sample.kind() == ServedSample.Kind.RATING ? sample.ratings().size() : 1;
  }

  private void judge(
      Map<Who, List<ServedSamplesTable.Row>> users, Verdicts verdicts, EachDatabase each) {
    Instant first =
        users.values().stream()
            .flatMap(List::stream)
            .map(row -> row.sample().at())
            .min(Comparator.naturalOrder())
            .orElseThrow();
    LakeVersion newest =
        new LakeCatchUp(spark, config.lake(), config.timeout()).covering(logEnd.now(), report);
    Dataset<Row> rows =
        PastRows.since(first.minus(config.staleness()).minus(Window.CLOCKS_DIFFER), newest, spark);
    Map<DatabaseId, Optional<Judge>> judges = new HashMap<>();
    Pasts pasts = Pasts.of(users.keySet(), rows, spark);
    while (pasts.hasNext()) {
      Pasts.Entry entry = pasts.next();
      judge(users.remove(entry.who()), entry.pasts(), judges, verdicts, each);
    }
    // nothing ever happened to these
    users.values().forEach(samples -> judge(samples, List.of(), judges, verdicts, each));
    verdicts.write();
  }

  private void judge(
      List<ServedSamplesTable.Row> samples,
      List<Past> pasts,
      Map<DatabaseId, Optional<Judge>> judges,
      Verdicts verdicts,
      EachDatabase each) {
    DatabaseId database = samples.get(0).sample().database();
    judges
        .computeIfAbsent(database, id -> each.attempt(id, () -> judge(id)))
        .ifPresent(
            judge -> samples.forEach(row -> verdicts.add(row, judge.judge(row.sample(), pasts))));
  }

  private Judge judge(DatabaseId database) {
    PastModels models = new PastModels(spark, config.lake(), store, database);
    return with(
        connection -> {
          ParametersTable parameters = new ParametersTable(connection);
          return new Judge(
              parameters.of(database).orElse(ImplicitToExplicitParameters.NONE),
              parameters.standing(database),
              models::foldIn,
              config.staleness());
        });
  }
}
