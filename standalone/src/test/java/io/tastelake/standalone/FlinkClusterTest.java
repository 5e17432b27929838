package io.tastelake.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlinkClusterTest {

  @TempDir private Path folder;

  @Test
  void jobsRunAgainAfterTheTaskManagerHasEnded() throws Exception {
    try (FlinkCluster cluster = FlinkCluster.start(folder, 1);
        Watch watch = Watch.start(cluster, 500)) {
      assertThat(watch).isNotNull();
      assertThat(result(cluster).isSuccess()).isTrue();
      cluster.endTaskManager();
      assertThat(result(cluster).isSuccess()).isTrue();
    }
  }

  private static JobResult result(FlinkCluster cluster) throws Exception {
    StreamExecutionEnvironment env = cluster.environment();
    env.fromSequence(1, 1_000).sinkTo(new DiscardingSink<>());
    StreamGraph job = env.getStreamGraph();
    return cluster.submit(job).get(2, TimeUnit.MINUTES);
  }
}
