package io.tastelake.stream.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.log.Brokers;
import io.tastelake.stream.engine.EngineConfig;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;

class IngestInteractionsTopologyTest {

  private static final IngestInteractionsConfig CONFIG =
      IngestInteractionsConfig.of(Brokers.at("localhost:9092"), URI.create("file:///nowhere"))
          .withEngine(
              EngineConfig.every(IngestInteractionsConfig.DEFAULT_CHECKPOINT_INTERVAL)
                  .withCheckpointDirectory(URI.create("file:///nowhere/a%20folder"))
                  .withParallelism(2));

  @Test
  void everyOperatorHasAUidAndAName() {
    assertThat(graph(new Configuration()).getStreamNodes())
        .isNotEmpty()
        .allSatisfy(
            node -> {
              assertThat(node.getTransformationUID()).as(node.getOperatorName()).isNotBlank();
              assertThat(node.getOperatorName()).isNotBlank();
            });
  }

  /** They name the state in checkpoints: a changed one loses it. */
  @Test
  void uidsAreFrozen() {
    assertThat(graph(new Configuration()).getStreamNodes())
        .extracting(StreamNode::getTransformationUID)
        .containsExactlyInAnyOrder(
            "read-log",
            "track-offsets",
            "lake",
            "Sink Committer: lake",
            "dead-letters",
            "Sink Committer: dead-letters");
  }

  @Test
  void noTypeNeedsKryo() {
    StreamGraph graph = graph(new Configuration());
    assertThat(graph.getExecutionConfig().getSerializerConfig().hasGenericTypesDisabled()).isTrue();
    assertThat(graph.getStreamNodes())
        .flatExtracting(node -> List.of(node.getTypeSerializersIn()))
        .allSatisfy(type -> assertThat(type.toString()).doesNotContainIgnoringCase("kryo"));
  }

  /** Source, tracker and writers share one task per subtask; the committer has its own. */
  @Test
  void noRecordCrossesTheNetwork() {
    JobGraph job = graph(new Configuration()).getJobGraph();
    assertThat(job.getVertices())
        .extracting(JobVertex::getName)
        .hasSize(2)
        .anyMatch(name -> name.contains("read-log") && name.contains("lake: Writer"))
        .anyMatch(name -> name.equals("lake: Committer"));
  }

  @Test
  void whatMakesTheJobRightIsSetWhateverTheClusterSays() {
    Configuration cluster = new Configuration();
    cluster.set(CheckpointingOptions.ENABLE_UNALIGNED, true);
    cluster.set(
        CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.AT_LEAST_ONCE);
    var settings = environment(cluster).getConfiguration();
    assertThat(settings.get(CheckpointingOptions.ENABLE_UNALIGNED)).isFalse();
    assertThat(settings.get(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE))
        .isEqualTo(CheckpointingMode.EXACTLY_ONCE);
    assertThat(settings.get(CheckpointingOptions.CHECKPOINTING_INTERVAL))
        .isEqualTo(Duration.ofSeconds(2));
    assertThat(new Path(settings.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY)))
        .isEqualTo(new Path("file:///nowhere/a folder"));
    assertThat(settings.get(PipelineOptions.OBJECT_REUSE)).isTrue();
  }

  @Test
  void whatIsATasteIsLeftToTheCluster() {
    Configuration cluster = new Configuration();
    cluster.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    assertThat(environment(cluster).getConfiguration().get(RestartStrategyOptions.RESTART_STRATEGY))
        .isEqualTo("fixed-delay");
    assertThat(
            environment(new Configuration())
                .getConfiguration()
                .get(RestartStrategyOptions.RESTART_STRATEGY))
        .isEqualTo("exponential-delay");
  }

  private static StreamGraph graph(Configuration cluster) {
    return environment(cluster).getStreamGraph();
  }

  private static StreamExecutionEnvironment environment(Configuration cluster) {
    var env = StreamExecutionEnvironment.createLocalEnvironment(cluster);
    IngestInteractionsTopology.defineUnchecked(env, CONFIG);
    return env;
  }
}
