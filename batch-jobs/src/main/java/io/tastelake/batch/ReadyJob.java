package io.tastelake.batch;

import io.tastelake.batch.progress.Progress;
import java.util.function.BiFunction;
import org.apache.spark.sql.SparkSession;

/** A job whose options are right, by name: what is left is to run it. */
public record ReadyJob(String name, BiFunction<SparkSession, Progress, Summary> work) {

  /** Runs it, and shows how far it is. */
  public Summary run(SparkSession spark, Progress shown) {
    return work.apply(spark, shown);
  }
}
