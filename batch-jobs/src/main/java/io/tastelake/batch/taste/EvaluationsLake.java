package io.tastelake.batch.taste;

import io.tastelake.contracts.lake.EvaluationsTable;
import io.tastelake.domain.identity.DatabaseId;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The table {@code evaluations}. */
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
          .add(EvaluationsTable.NDCG_100, DataTypes.DoubleType);

  private final SparkSession spark;
  private final String table;

  EvaluationsLake(SparkSession spark, URI lake) {
    this.spark = spark;
    this.table = EvaluationsTable.locationBelow(lake);
  }

  /** Adds one evaluation, a row for each recommender; in one commit. */
  void add(
      DatabaseId database, Instant now, String ratings, AlsSettings als, Evaluation.Result result) {
    List<Row> rows = new ArrayList<>();
    result
        .scores()
        .forEach(
            (recommender, scores) ->
                rows.add(
                    RowFactory.create(
                        database.value(),
                        now,
                        ratings,
                        recommender,
                        als.rank(),
                        als.iterations(),
                        als.alpha(),
                        als.lambda(),
                        als.seed(),
                        result.splitAt(),
                        scores.users(),
                        scores.recall20(),
                        scores.recall50(),
                        scores.ndcg20(),
                        scores.ndcg100())));
    spark
        .createDataFrame(rows, SCHEMA)
        .coalesce(1)
        .write()
        .format("delta")
        .mode("append")
        .save(table);
  }
}
