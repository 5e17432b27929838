package io.tastelake.stream.ingest;

import io.tastelake.contracts.lake.LakeRoot;
import io.tastelake.log.Brokers;
import io.tastelake.stream.lake.LakeSink;
import io.tastelake.stream.log.DeadLetterSerializer;
import io.tastelake.stream.log.KafkaLog;
import io.tastelake.stream.log.LakeOffsets;
import io.tastelake.stream.log.SourceRecord;
import io.tastelake.stream.log.StartCheck;
import io.tastelake.stream.log.TrackOffsets;
import java.net.URI;
import java.time.Clock;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.hadoop.conf.Configuration;

/**
 *
 *
 * <pre>
 *  read-log ─▶ track-offsets ─▶ lake writers ─▶ lake committer
 *                    └────────▶ dead-letters
 * </pre>
 *
 * All but the committer is one chain per subtask: no record crosses the network.
 */
public final class IngestInteractionsTopology {

  private static final String NAME = "ingest-interactions";

  private IngestInteractionsTopology() {}

  /**
   * Defines the job in {@code env}, after making sure that the log can continue the lake, which is
   * created if there is none.
   *
   * @throws io.tastelake.contracts.lake.CommitsNotAtomicException if another writer could replace
   *     what the job commits
   * @throws io.tastelake.log.LogMismatchException if it cannot; says why and what to do
   * @throws io.tastelake.log.LogUnavailableException if the brokers do not answer
   */
  public static void define(StreamExecutionEnvironment env, IngestInteractionsConfig config) {
    LakeRoot.probeAtomicCommits(config.lake(), new Configuration());
    StartCheck.run(config.brokers(), config.lake());
    defineUnchecked(env, config);
  }

  /** Defines the job and asks nobody. */
  static void defineUnchecked(StreamExecutionEnvironment env, IngestInteractionsConfig config) {
    IngestInteractionsSettings.apply(env, config);
    Brokers brokers = config.brokers();
    var records =
        env.fromSource(log(config), WatermarkStrategy.noWatermarks(), "read-log").uid("read-log");
    LakeSink sink =
        new LakeSink(
            config.lake(), config.roll(), () -> StartCheck.log(brokers), Clock.systemUTC());
    DataStream<SourceRecord> deadLetters = append(records, config.lake(), sink);
    deadLetters.sinkTo(deadLetters(brokers)).name("dead-letters").uid("dead-letters");
  }

  /** Appends {@code records} to the lake; returns those that no event could be read from. */
  static DataStream<SourceRecord> append(
      DataStream<SourceRecord> records, URI lake, LakeSink sink) {
    var tracked =
        records
            .process(new TrackOffsets(lake), SourceRecord.TYPE)
            .name("track-offsets")
            .uid("track-offsets");
    tracked.sinkTo(sink).name("lake").uid("lake");
    return tracked.getSideOutput(TrackOffsets.DEAD_LETTERS);
  }

  private static KafkaSource<SourceRecord> log(IngestInteractionsConfig config) {
    KafkaSourceBuilder<SourceRecord> source =
        KafkaLog.read(config.brokers(), NAME, new LakeOffsets(config.lake()));
    return switch (config.end()) {
      case NEVER -> source.build();
      case AT_LATEST -> source.setBounded(OffsetsInitializer.latest()).build();
    };
  }

  /** At least once: a letter is sent before the checkpoint that passes its offset. */
  private static KafkaSink<SourceRecord> deadLetters(Brokers brokers) {
    return KafkaSink.<SourceRecord>builder()
        .setBootstrapServers(brokers.servers())
        .setKafkaProducerConfig(brokers.properties())
        .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
        .setRecordSerializer(new DeadLetterSerializer())
        .build();
  }
}
