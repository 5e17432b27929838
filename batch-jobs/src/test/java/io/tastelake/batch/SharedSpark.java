package io.tastelake.batch;

import org.apache.spark.sql.SparkSession;

/**
 * One Spark session for all tests of this module: it stays open until their process ends, since the
 * first queries of a session cost more than most tests do. Where a job closed it, another one
 * opens.
 */
public final class SharedSpark {

  private SharedSpark() {}

  /** The session as jobs have it; nobody closes it. */
  public static SparkSession session() {
    return BatchSession.open("tests");
  }
}
