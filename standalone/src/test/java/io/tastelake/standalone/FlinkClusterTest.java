package io.tastelake.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlinkClusterTest {

  @TempDir private Path folder;

  @Test
  void jobsRunAgainAfterTheTaskManagerHasEnded() throws Exception {
    try (FlinkCluster cluster = FlinkCluster.start(folder, 1)) {
      assertThat(result(cluster, new NotToBeCleanedUp()).isSuccess()).isFalse();
      await().until(() -> !cluster.runs());
      try (Watch watch = Watch.start(cluster, 500)) {
        assertThat(watch).isNotNull();
        assertThat(result(cluster, new Same()).isSuccess()).isTrue();
      }
    }
  }

  @Test
  void aClusterThatHasEndedDoesNotHoldUpWhoWatchesIt() throws Exception {
    FlinkCluster cluster = FlinkCluster.start(folder, 1);
    Watch watch = Watch.start(cluster, 1);
    cluster.close();
    assertThat(CompletableFuture.runAsync(watch::close)).succeedsWithin(Duration.ofMinutes(1));
    cluster.close();
  }

  private static JobResult result(FlinkCluster cluster, MapFunction<Long, Long> function)
      throws Exception {
    StreamExecutionEnvironment env = cluster.environment();
    env.fromSequence(1, 1_000).map(function).sinkTo(new DiscardingSink<>());
    return cluster.submit(env.getStreamGraph()).get(2, TimeUnit.MINUTES);
  }

  private static final class Same implements MapFunction<Long, Long> {

    @Override
    public Long map(Long value) {
      return value;
    }
  }

  /** Fails, and then fails to close. */
  private static final class NotToBeCleanedUp extends RichMapFunction<Long, Long> {

    @Override
    public Long map(Long value) {
      throw new IllegalStateException("a failure");
    }

    @Override
    public void close() {
      throw new IllegalStateException("a failure to close");
    }
  }
}
