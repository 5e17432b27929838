package io.tastelake.stream.log;

import io.tastelake.contracts.log.Topics;
import io.tastelake.log.Brokers;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;

/** The log as jobs read it. */
public final class KafkaLog {

  /** What one answer of the brokers holds, and so about what waits undecoded in memory. */
  private static final String MAX_FETCH_BYTES = Integer.toString(16 << 20);

  /**
   * An answer waits until it holds so much, but not longer than {@link #MAX_FETCH_WAIT_MILLIS}: at
   * one answer for each of a producer's small batches a broker works for three readers more than it
   * does for the writer.
   */
  private static final String MIN_FETCH_BYTES = Integer.toString(256 << 10);

  private static final String MAX_FETCH_WAIT_MILLIS = "50";

  private KafkaLog() {}

  /**
   * A source of every record of the log.
   *
   * @param job its name, which access control may know
   * @param from where a job without state starts
   */
  public static KafkaSourceBuilder<SourceRecord> read(
      Brokers brokers, String job, OffsetsInitializer from) {
    return KafkaSource.<SourceRecord>builder()
        .setBootstrapServers(brokers.servers())
        .setProperties(brokers.properties())
        .setTopics(Topics.INTERACTIONS)
        .setGroupId(job)
        .setClientIdPrefix(job)
        .setStartingOffsets(from)
        .setDeserializer(new EventDeserializer(brokers))
        .setProperty("fetch.max.bytes", MAX_FETCH_BYTES)
        .setProperty("fetch.min.bytes", MIN_FETCH_BYTES)
        .setProperty("fetch.max.wait.ms", MAX_FETCH_WAIT_MILLIS)
        // where a job stands is its state's or the lake's to say; the group serves access control
        .setProperty("commit.offsets.on.checkpoint", "false")
        // the partition count is fixed at creation: order per actor depends on it
        .setProperty("partition.discovery.interval.ms", "-1");
  }
}
