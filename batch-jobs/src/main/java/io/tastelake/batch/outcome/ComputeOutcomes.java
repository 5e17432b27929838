package io.tastelake.batch.outcome;

import io.tastelake.batch.interaction.LakeCatchUp;
import io.tastelake.batch.interaction.LakeVersion;
import io.tastelake.batch.interaction.LogEnd;
import io.tastelake.batch.maintenance.HeldLock;
import io.tastelake.batch.store.StoreAccess;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.outcome.FollowUp;
import io.tastelake.domain.outcome.Outcomes;
import io.tastelake.domain.outcome.ShownList;
import io.tastelake.domain.rating.ImplicitToExplicitParameters;
import io.tastelake.store.OnlineStore;
import io.tastelake.store.OutcomesTable;
import io.tastelake.store.ParametersJson;
import io.tastelake.store.ParametersTable;
import io.tastelake.store.ShownListsTable;
import io.tastelake.store.StoreConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Computes anew what came of the lists of the last days, and publishes it in place of what was
 * published of these days: run twice, it is the same. Lists that are too old are deleted.
 */
final class ComputeOutcomes {

  /** Of a database's day; others are not published: names of scenarios are the callers'. */
  private static final int MAX_SCENARIOS = 100;

  private final SparkSession spark;
  private final OutcomesConfig config;
  private final OnlineStore store;
  private final LogEnd logEnd;
  private final Clock clock;
  private final Consumer<String> report;

  ComputeOutcomes(
      SparkSession spark,
      OutcomesConfig config,
      StoreAccess store,
      LogEnd logEnd,
      Clock clock,
      Consumer<String> report) {
    this.spark = spark;
    this.config = config;
    this.store = store.tables();
    this.logEnd = logEnd;
    this.clock = clock;
    this.report = report;
  }

  /**
   * What was published.
   *
   * @param lists how many were shown
   * @param clicked of how many something came
   */
  record Published(long lists, long clicked) {

    private static Published of(List<OutcomesTable.Row> rows) {
      long lists = 0;
      long clicked = 0;
      for (OutcomesTable.Row row : rows) {
        if (row.type().equals(Outcomes.ANY_TYPE)) {
          lists += row.shown();
          clicked += row.named() + row.byItem();
        }
      }
      return new Published(lists, clicked);
    }
  }

  /** Does all of it. */
  Published run(HeldLock held) {
    Instant now = clock.instant();
    LocalDate from = LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(config.days() - 1L);
    try (StoreConnection connection = store.open()) {
      ShownListsTable lists = new ShownListsTable(connection);
      OutcomeCounts counts = new OutcomeCounts(lists::behind, from);
      if (!lists.counts(from, 1).isEmpty()) {
        counts.count(followUps(connection, from));
      }
      held.require();
      List<OutcomesTable.Row> rows = counts.rows(lists.counts(from, MAX_SCENARIOS), now);
      boolean unused =
          connection.inTransaction(
              transaction -> {
                new OutcomesTable(transaction).replaceFrom(from, rows);
                return true;
              });
      int unusedToo = lists.deleteOlder(now.minus(Duration.ofDays(config.keptDays())));
      return Published.of(rows);
    }
  }

  private Iterator<FollowUp> followUps(StoreConnection connection, LocalDate from) {
    LakeVersion newest =
        new LakeCatchUp(spark, config.lake(), config.timeout()).covering(logEnd.now(), report);
    Instant since =
        from.atStartOfDay(ZoneOffset.UTC).toInstant().minusSeconds((long) ShownList.CLOCKS_DIFFER);
    Iterator<Row> rows =
        FollowUpRows.of(newest.rows(spark), types(connection), since).toLocalIterator();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return rows.hasNext();
      }

      @Override
      public FollowUp next() {
        return FollowUpRows.followUp(rows.next());
      }
    };
  }

  /** Of each database the types of interactions that speak for an item. */
  private static Map<DatabaseId, Set<String>> types(StoreConnection connection) {
    Map<DatabaseId, Set<String>> types = new HashMap<>();
    for (ParametersTable.Row row : new ParametersTable(connection).all()) {
      Set<String> positive = new HashSet<>();
      ImplicitToExplicitParameters parameters = ParametersJson.parse(row.json());
      parameters
          .weights()
          .forEach(
              (type, weight) -> {
                if (weight.strength() > 0) {
                  positive.add(type);
                }
              });
      types.put(row.database(), positive);
    }
    return types;
  }
}
