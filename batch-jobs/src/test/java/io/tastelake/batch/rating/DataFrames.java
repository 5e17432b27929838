package io.tastelake.batch.rating;

import com.holdenkarau.spark.testing.JavaDataFrameSuiteBase;
import org.apache.spark.sql.SparkSession;

/** Comparisons of data frames: schemas, order, and numbers within a tolerance. */
final class DataFrames extends JavaDataFrameSuiteBase {

  private final transient SparkSession session;

  DataFrames(SparkSession session) {
    this.session = session;
  }

  @Override
  public SparkSession spark() {
    return session;
  }

  @Override
  public boolean enableHiveSupport() {
    return false;
  }
}
