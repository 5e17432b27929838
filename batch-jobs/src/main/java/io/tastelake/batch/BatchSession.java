package io.tastelake.batch;

import io.tastelake.contracts.lake.InteractionsTable;
import io.tastelake.contracts.lake.InteractionsTable.Column;
import io.tastelake.contracts.lake.LogStores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.sql.SparkSession;

/** The Spark session of a job. What spark-submit or a system property sets is left as it is. */
public final class BatchSession {

  /** A point read decodes about this many rows per file: as many as in the stream's files. */
  private static final int ROWS_PER_PAGE = 1_000;

  private static final int BYTES_PER_PAGE = 1 << 20;
  private static final int BYTES_PER_ROW_GROUP = 64 << 20;

  private BatchSession() {}

  /** A session with Delta, and with files laid out for point reads; two local cores by default. */
  public static SparkSession open(String job) {
    SparkConf conf = new SparkConf();
    if (!conf.contains("spark.master")) {
      alone(conf);
    }
    conf.setIfMissing("spark.app.name", job);
    conf.setIfMissing("spark.log.level", "WARN");
    conf.set("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension");
    conf.set("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog");
    LogStores.registerWithSpark(conf::set);
    conf.set("spark.sql.session.timeZone", "UTC");
    conf.set("spark.sql.datetime.java8API.enabled", "true");
    // a nightly asks the same of each database: Spark's 100 classes are fewer than its queries have
    conf.setIfMissing("spark.sql.codegen.cache.maxEntries", "1000");
    layOut(conf);
    SparkSession spark = SparkSession.builder().config(conf).getOrCreate();
    if (spark.sparkContext().isLocal() && spark.sparkContext().getCheckpointDir().isEmpty()) {
      keepCheckpoints(spark.sparkContext());
    }
    return spark;
  }

  /** What a session's file systems are set to, before there is a session. */
  public static Configuration fileSystems() {
    return SparkHadoopUtil.get().newConfiguration(new SparkConf());
  }

  /** Where training leaves what it need not do again; gone when this process ends. */
  private static void keepCheckpoints(SparkContext context) {
    try {
      Path folder = new Path(Files.createTempDirectory("tastelake-checkpoints").toUri());
      folder.getFileSystem(context.hadoopConfiguration()).deleteOnExit(folder);
      context.setCheckpointDir(folder.toString());
    } catch (IOException e) {
      throw new UncheckedIOException("There is no folder for temporary files", e);
    }
  }

  private static void alone(SparkConf conf) {
    conf.setMaster("local[2]");
    conf.setIfMissing("spark.driver.host", "127.0.0.1");
    conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
    // Spark listens even for its own threads, and reads into objects whatever anyone sends there
    conf.setIfMissing("spark.authenticate", "true");
    conf.setIfMissing("spark.ui.enabled", "false");
    // plans are spelled for the page of each query, which nobody sees
    conf.setIfMissing("spark.sql.ui.explainMode", "simple");
    conf.setIfMissing("spark.sql.warehouse.dir", System.getProperty("java.io.tmpdir"));
    conf.setIfMissing("spark.sql.shuffle.partitions", "4");
    conf.setIfMissing("spark.databricks.delta.snapshotPartitions", "2");
    conf.setIfMissing("spark.sql.sources.parallelPartitionDiscovery.parallelism", "4");
  }

  private static void layOut(SparkConf conf) {
    conf.set("spark.sql.parquet.compression.codec", "zstd");
    conf.set("spark.hadoop.parquet.compression.codec.zstd.level", "1");
    conf.set("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS");
    conf.set("spark.hadoop.parquet.block.size", "" + BYTES_PER_ROW_GROUP);
    conf.set("spark.hadoop.parquet.page.size", "" + BYTES_PER_PAGE);
    conf.set("spark.hadoop.parquet.page.row.count.limit", "" + ROWS_PER_PAGE);
    for (Column column : InteractionsTable.COLUMNS) {
      conf.set("spark.hadoop.parquet.enable.dictionary#" + column.name(), "" + column.repetitive());
      conf.set(
          "spark.hadoop.parquet.column.statistics.enabled#" + column.name(),
          "" + InteractionsTable.SEARCHED.contains(column.name()));
    }
  }
}
