package io.tastelake.batch.taste;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;

import io.delta.tables.DeltaTable;
import io.tastelake.batch.maintenance.HeldLock;
import io.tastelake.contracts.lake.EvaluationsTable;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.taste.Centre;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The table {@code evaluations}, in which each evaluation stands once. */
final class EvaluationsLake {

  private static final StructType SCHEMA =
      new StructType()
          .add(EvaluationsTable.DATABASE, DataTypes.StringType)
          .add(EvaluationsTable.EVALUATED_AT, DataTypes.TimestampType)
          .add(EvaluationsTable.RATINGS, DataTypes.StringType)
          .add(EvaluationsTable.RECOMMENDER, DataTypes.StringType)
          .add(EvaluationsTable.RANK, DataTypes.IntegerType)
          .add(EvaluationsTable.ITERATIONS, DataTypes.IntegerType)
          .add(EvaluationsTable.ALPHA, DataTypes.DoubleType)
          .add(EvaluationsTable.LAMBDA, DataTypes.DoubleType)
          .add(EvaluationsTable.SEED, DataTypes.LongType)
          .add(EvaluationsTable.SPLIT_AT, DataTypes.DoubleType)
          .add(EvaluationsTable.USERS, DataTypes.LongType)
          .add(EvaluationsTable.RECALL_20, DataTypes.DoubleType)
          .add(EvaluationsTable.RECALL_50, DataTypes.DoubleType)
          .add(EvaluationsTable.NDCG_20, DataTypes.DoubleType)
          .add(EvaluationsTable.NDCG_100, DataTypes.DoubleType)
          .add(EvaluationsTable.CENTRE, DataTypes.DoubleType);

  private final SparkSession spark;
  private final String table;
  private final HeldLock held;

  EvaluationsLake(SparkSession spark, URI lake, HeldLock held) {
    this.spark = spark;
    this.table = EvaluationsTable.locationBelow(lake);
    this.held = held;
  }

  /**
   * What came of one evaluation.
   *
   * @param ratings what was evaluated, as {@link io.tastelake.batch.rating.RatingsLake.Content}
   *     names it
   * @param centre what was trained around, and above which what was told were likes
   */
  record Entry(
      DatabaseId database,
      String ratings,
      AlsSettings als,
      Centre centre,
      Evaluation.Result result) {}

  /**
   * Adds one evaluation, a row for each recommender, in one commit; unless the same stands there.
   *
   * @return when the same was evaluated before: nothing is added then
   */
  Optional<Instant> add(Entry entry, Instant now) {
    Optional<Instant> before = before(entry);
    if (before.isEmpty()) {
      append(entry, now);
    }
    return before;
  }

  /**
   * The same ratings, split in the same way, and the same model around the same centre; as many
   * users were asked.
   */
  private Optional<Instant> before(Entry entry) {
    if (!DeltaTable.isDeltaTable(spark, table)) {
      return Optional.empty();
    }
    Dataset<Row> rows = spark.read().format("delta").load(table);
    if (!List.of(rows.columns()).contains(EvaluationsTable.CENTRE)) {
      return Optional.empty();
    }
    AlsSettings als = entry.als();
    Map<String, Object> same =
        Map.ofEntries(
            Map.entry(EvaluationsTable.DATABASE, entry.database().value()),
            Map.entry(EvaluationsTable.RATINGS, entry.ratings()),
            Map.entry(EvaluationsTable.RECOMMENDER, Evaluation.ALS),
            Map.entry(EvaluationsTable.RANK, als.rank()),
            Map.entry(EvaluationsTable.ITERATIONS, als.iterations()),
            Map.entry(EvaluationsTable.ALPHA, als.alpha()),
            Map.entry(EvaluationsTable.LAMBDA, als.lambda()),
            Map.entry(EvaluationsTable.SEED, als.seed()),
            Map.entry(EvaluationsTable.CENTRE, entry.centre().value()),
            Map.entry(EvaluationsTable.SPLIT_AT, entry.result().splitAt()),
            Map.entry(EvaluationsTable.USERS, entry.result().scores().get(Evaluation.ALS).users()));
    Row first =
        rows.where(
                same.entrySet().stream()
                    .map(column -> col(column.getKey()).equalTo(column.getValue()))
                    .reduce(lit(true), Column::and))
            .agg(min(col(EvaluationsTable.EVALUATED_AT)))
            .first();
    return Optional.ofNullable(first.<Instant>getAs(0));
  }

  private void append(Entry entry, Instant now) {
    AlsSettings als = entry.als();
    List<Row> rows = new ArrayList<>();
    entry
        .result()
        .scores()
        .forEach(
            (recommender, scores) ->
                rows.add(
                    RowFactory.create(
                        entry.database().value(),
                        now,
                        entry.ratings(),
                        recommender,
                        als.rank(),
                        als.iterations(),
                        als.alpha(),
                        als.lambda(),
                        als.seed(),
                        entry.result().splitAt(),
                        scores.users(),
                        scores.recall20(),
                        scores.recall50(),
                        scores.ndcg20(),
                        scores.ndcg100(),
                        entry.centre().value())));
    held.require();
    spark
        .createDataFrame(rows, SCHEMA)
        .coalesce(1)
        .write()
        .format("delta")
        .mode("append")
        .option("mergeSchema", "true") // a table from before may lack a column
        .save(table);
  }
}
