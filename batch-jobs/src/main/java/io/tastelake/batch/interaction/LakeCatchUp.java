package io.tastelake.batch.interaction;

import io.tastelake.batch.JobFailedException;
import io.tastelake.contracts.lake.LogPosition;
import io.tastelake.domain.time.Pause;
import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;

/** Waits until the lake holds what the log held when it was asked. */
public final class LakeCatchUp {

  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(10);

  private final SparkSession spark;
  private final URI lake;
  private final Duration timeout;

  /**
   * Prepares to wait.
   *
   * @param timeout how long to wait at most
   */
  public LakeCatchUp(SparkSession spark, URI lake, Duration timeout) {
    this.spark = spark;
    this.lake = lake;
    this.timeout = timeout;
  }

  /**
   * The first version seen that covers {@code end}.
   *
   * @throws JobFailedException if there is none in time, or if the lake is another log's
   */
  public LakeVersion covering(LogPosition end, Consumer<String> progress) {
    long started = System.nanoTime();
    long reported = started;
    LakeVersion newest = newest(end);
    while (!newest.covers(end)) {
      long now = System.nanoTime();
      if (now - started > timeout.toNanos()) {
        throw late(newest.behind(end));
      }
      if (now - reported > BETWEEN_REPORTS.toNanos()) {
        progress.accept("waiting for the lake: %,d events behind".formatted(newest.behind(end)));
        reported = now;
      }
      pause();
      newest = newest(end);
    }
    return newest;
  }

  private LakeVersion newest(LogPosition end) {
    LakeVersion newest = LakeVersion.newest(spark, lake);
    String topicId = newest.position().topicId();
    if (!topicId.equals(end.topicId())) {
      throw new JobFailedException(
          "The lake was written from topic %s, but the log's topic is %s."
              .formatted(topicId, end.topicId()),
          "Check --lake and --bootstrap-servers: one of them is another installation's.");
    }
    return newest;
  }

  private JobFailedException late(long behind) {
    return new JobFailedException(
        "The lake is still %,d events behind the log after %,d seconds."
            .formatted(behind, timeout.toSeconds()),
        "Check that ingest-interactions runs and keeps up; or wait longer with --timeout.");
  }

  private static void pause() {
    try {
      Pause.of(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JobFailedException("The job was interrupted.", "Run it again.", e);
    }
  }
}
