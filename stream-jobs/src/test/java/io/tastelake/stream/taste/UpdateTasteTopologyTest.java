package io.tastelake.stream.taste;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.log.Brokers;
import io.tastelake.stream.engine.EngineConfig;
import io.tastelake.stream.store.StoreAccess;
import io.tastelake.stream.taste.UpdateTasteConfig.StateBackend;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;

class UpdateTasteTopologyTest {

  private static final UpdateTasteConfig CONFIG =
      UpdateTasteConfig.of(
              Brokers.at("nowhere:9092"),
              URI.create("file:///nowhere"),
              new StoreAccess("jdbc:postgresql://nowhere/tastelake", "tastelake", "secret"))
          .withEngine(EngineConfig.every(Duration.ofSeconds(1)).withParallelism(2));

  @Test
  void everyOperatorHasAUidAndAName() {
    assertThat(graph().getStreamNodes())
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
    assertThat(graph().getStreamNodes())
        .extracting(StreamNode::getTransformationUID)
        .containsExactlyInAnyOrder(
            "read-events",
            "route-events",
            "attribute-sessions",
            "look-at-store",
            "update-taste",
            "taste");
  }

  @Test
  void noTypeNeedsKryo() {
    StreamGraph graph = graph();
    assertThat(graph.getExecutionConfig().getSerializerConfig().hasGenericTypesDisabled()).isTrue();
    assertThat(graph.getStreamNodes())
        .flatExtracting(node -> List.of(node.getTypeSerializersIn()))
        .allSatisfy(type -> assertThat(type.toString()).doesNotContainIgnoringCase("kryo"));
  }

  /** So the updates of one user are written in their order. */
  @Test
  void updatesAreWrittenWhereTheyAreMade() {
    assertThat(graph().getJobGraph().getVertices())
        .extracting(JobVertex::getName)
        .anyMatch(name -> name.contains("update-taste") && name.contains("taste: Writer"));
  }

  @Test
  void theStateBackendIsTheOneGiven() {
    assertThat(backend(CONFIG)).isEqualTo("rocksdb");
    assertThat(backend(CONFIG.withStateBackend(StateBackend.HASHMAP))).isEqualTo("hashmap");
  }

  private static String backend(UpdateTasteConfig config) {
    return environment(config).getConfiguration().get(StateBackendOptions.STATE_BACKEND);
  }

  private static StreamGraph graph() {
    return environment(CONFIG).getStreamGraph();
  }

  private static StreamExecutionEnvironment environment(UpdateTasteConfig config) {
    var env = StreamExecutionEnvironment.createLocalEnvironment(new Configuration());
    UpdateTasteTopology.defineUnchecked(env, config);
    return env;
  }
}
