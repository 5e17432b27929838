package io.tastelake.batch;

import io.tastelake.batch.maintenance.HeldLock;
import io.tastelake.batch.progress.Progress;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/** A job whose options are right, by name: what is left is to run it. */
public record ReadyJob(String name, Work work) {

  /** What the job does, under the lock of the job that it is a step of, if it is one. */
  @FunctionalInterface
  public interface Work {

    Summary run(SparkSession spark, Progress shown, Optional<HeldLock> outer);
  }

  /** Runs it, and shows how far it is. */
  public Summary run(SparkSession spark, Progress shown) {
    return work.run(spark, shown, Optional.empty());
  }

  /** Runs it as a step of a job that holds the maintenance lock: it takes none itself. */
  public Summary run(SparkSession spark, Progress shown, HeldLock outer) {
    return work.run(spark, shown, Optional.of(outer));
  }
}
