package io.tastelake.bench.train;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

import io.tastelake.batch.BatchSession;
import io.tastelake.batch.Summary;
import io.tastelake.batch.taste.AlsSettings;
import io.tastelake.batch.taste.FactorsTopology;
import io.tastelake.batch.taste.Solver;
import io.tastelake.contracts.lake.RatingsTable;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.taste.Centre;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Both solvers in turns over the same ratings: a program of its own, with Spark's class path. */
final class TrainingContest {

  private static final int WARM_UP_SHARE = 20;

  private final MadeUpTastes tastes;

  private TrainingContest(SparkSession spark, long seed) {
    this.tastes = new MadeUpTastes(spark, seed);
  }

  /** What one training came to. */
  private record Trained(double seconds, Map<ItemId, float[]> items) {}

  /**
   * Prints a line of JSON.
   *
   * @param args rows, users, items, rank, sweeps, rounds, seed, and the solvers with commas between
   */
  public static void main(String[] args) throws Exception {
    try (SparkSession spark = BatchSession.open("contest")) {
      AlsSettings als =
          new AlsSettings(
              Integer.parseInt(args[3]),
              Integer.parseInt(args[4]),
              AlsSettings.ALPHA,
              AlsSettings.LAMBDA,
              AlsSettings.SEED);
      List<Solver> solvers = new ArrayList<>();
      for (String solver : args[7].split(",", -1)) {
        solvers.add(Solver.valueOf(solver));
      }
      System.out.println(
          new TrainingContest(spark, Long.parseLong(args[6]))
              .run(
                  Long.parseLong(args[0]),
                  Long.parseLong(args[1]),
                  Long.parseLong(args[2]),
                  als,
                  Integer.parseInt(args[5]),
                  solvers));
    }
  }

  private Summary run(
      long rows, long users, long items, AlsSettings als, int rounds, List<Solver> solvers) {
    Dataset<Row> small =
        known(tastes.ratings(rows / WARM_UP_SHARE, users / WARM_UP_SHARE, items).cache());
    solvers.forEach(solver -> trained(small, small.count(), als.by(solver)));
    Dataset<Row> all = tastes.ratings(rows, users, items).cache();
    Dataset<Row> known = known(all);
    long count = known.count();
    System.err.printf("training from %,d ratings%n", count);
    Summary summary = Summary.of("training-contest").with("ratings", count);
    Map<Solver, List<Double>> seconds = new LinkedHashMap<>();
    Map<Solver, Map<ItemId, float[]>> last = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      for (Solver solver : solvers) {
        Trained trained = trained(known, count, als.by(solver));
        System.err.printf("%s: %.1f s%n", solver, trained.seconds());
        seconds.computeIfAbsent(solver, key -> new ArrayList<>()).add(trained.seconds());
        last.put(solver, trained.items());
      }
    }
    Dataset<Row> rated =
        known.select(FactorsTopology.USER, FactorsTopology.ITEM, FactorsTopology.PREFERENCE);
    Judge judge = new Judge(als, rated.toLocalIterator(), liked(all).toLocalIterator());
    for (Solver solver : solvers) {
      Judge.Scores scores = judge.judge(last.get(solver));
      summary
          .with(solver + "_seconds", seconds.get(solver))
          .with(solver + "_loss", scores.loss())
          .with(solver + "_ndcg", scores.ndcg())
          .with("asked", scores.asked());
    }
    return summary;
  }

  private static Dataset<Row> known(Dataset<Row> all) {
    return FactorsTopology.participating(all.where(not(MadeUpTastes.heldOut())), Centre.NEUTRAL)
        .cache();
  }

  private static Dataset<Row> liked(Dataset<Row> all) {
    return all.where(MadeUpTastes.heldOut())
        .where(col(RatingsTable.RATING).gt(Centre.NEUTRAL.value()))
        .orderBy(RatingsTable.USER_ID, RatingsTable.ITEM_ID)
        .select(RatingsTable.USER_ID, RatingsTable.ITEM_ID);
  }

  /** From ratings to vectors by item, as a job needs them. */
  private Trained trained(Dataset<Row> known, long count, AlsSettings als) {
    long start = System.nanoTime();
    Map<ItemId, float[]> items = new HashMap<>();
    FactorsTopology.items(known, count, als, System.err::println)
        .toLocalIterator()
        .forEachRemaining(row -> items.put(new ItemId(row.getString(0)), floats(row.getList(1))));
    return new Trained((System.nanoTime() - start) / 1e9, items);
  }

  private static float[] floats(List<Float> list) {
    float[] values = new float[list.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = list.get(i);
    }
    return values;
  }
}
