package io.tastelake.batch.deletion;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.batch.Main;
import io.tastelake.batch.SharedSpark;
import io.tastelake.batch.compaction.ComparedLake;
import io.tastelake.batch.store.JobStore;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that are killed at any moment, and run again, end as if they never were. */
final class KillTest {

  private static final int KILLS = 10;
  private static final int MAX_MILLIS = 9_000;

  private static SparkSession spark;
  private static JobStore store;

  @TempDir Path folder;

  @BeforeAll
  static void open() throws Exception {
    spark = SharedSpark.session();
    store = new JobStore();
  }

  @AfterAll
  static void close() throws Exception {
    store.close();
  }

  private Process start(ComparedLake lake, String job) throws Exception {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx700m",
            "-XX:TieredStopAtLevel=1",
            "-Dspark.sql.shuffle.partitions=1",
            "-Dspark.databricks.delta.snapshotPartitions=1",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            Main.class.getName(),
            job,
            "--lake=" + lake.root(),
            "--store=" + store.url(),
            "--store-user=postgres");
    File output = folder.resolve(job + ".txt").toFile();
    return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output).start();
  }

  @Test
  @EnabledIfSystemProperty(
      named = "tastelake.test.counts",
      matches = "long",
      disabledReason = "at ordinary counts e2e's JobKillTest kills these jobs")
  void killedJobsThatRunAgainEndAsIfNeverKilled() throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    try (ComparedLake lake = new ComparedLake(folder, spark, 31, 100)) {
      for (int kill = 0; kill < KILLS; kill++) {
        lake.append(800);
        Process job = start(lake, kill % 2 == 0 ? "forget-users" : "compact");
        boolean done = job.waitFor(1_000 + random.nextInt(MAX_MILLIS), TimeUnit.MILLISECONDS);
        System.out.println(done ? "it was done before" : "killed");
        job.destroyForcibly().waitFor();
        lake.assertInteractionsAre(lake.appended());
      }
      Process last = start(lake, "forget-users");
      assertThat(last.waitFor(5, TimeUnit.MINUTES)).isTrue();
      assertThat(last.exitValue()).as("%s", folder).isZero();
      lake.assertInteractionsAre(lake.appended());
      assertThat(lake.sparkTable().where("segment = 'fresh'").count()).isZero();
    }
  }
}
