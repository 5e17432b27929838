package io.tastelake.bench.ingest;

import io.tastelake.bench.measure.Contestant;
import io.tastelake.bench.measure.Sample;
import io.tastelake.bench.subject.FlinkEnvironment;
import io.tastelake.contracts.log.Topics;
import io.tastelake.log.Brokers;
import io.tastelake.stream.log.EventDeserializer;
import io.tastelake.stream.log.SourceRecord;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** The floor: the same log read and decoded by the same source, and thrown away. */
final class Discarded implements Contestant {

  private final String bootstrapServers;
  private final Duration checkpointInterval;
  private final long rows;

  Discarded(String bootstrapServers, Duration checkpointInterval, long rows) {
    this.bootstrapServers = bootstrapServers;
    this.checkpointInterval = checkpointInterval;
    this.rows = rows;
  }

  @Override
  public String name() {
    return "discard";
  }

  @Override
  public Sample run() throws Exception {
    KafkaSource<SourceRecord> log =
        KafkaSource.<SourceRecord>builder()
            .setBootstrapServers(bootstrapServers)
            .setTopics(Topics.INTERACTIONS)
            .setGroupId("bench")
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setDeserializer(new EventDeserializer(new Brokers(bootstrapServers, Map.of())))
            .setBounded(OffsetsInitializer.latest())
            .build();
    StreamExecutionEnvironment env = FlinkEnvironment.oneSlot(checkpointInterval);
    env.fromSource(log, WatermarkStrategy.noWatermarks(), "log").sinkTo(new DiscardingSink<>());
    return JobMeter.run(env, rows);
  }
}
