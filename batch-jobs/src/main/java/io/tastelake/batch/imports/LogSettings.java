package io.tastelake.batch.imports;

import io.tastelake.batch.JobFailedException;
import io.tastelake.contracts.log.Topics;
import io.tastelake.log.Brokers;
import io.tastelake.log.KafkaTopic;
import io.tastelake.log.LogMismatchException;
import io.tastelake.log.LogTopic;
import io.tastelake.log.LogUnavailableException;
import java.io.Serializable;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The log as it was found.
 *
 * @param topic as the brokers described it
 */
record LogSettings(Brokers brokers, LogTopic topic) implements Serializable {

  private static final int TIMEOUT = 60_000;

  /**
   * Asks the brokers.
   *
   * @throws JobFailedException if they do not answer, or there is no such topic
   */
  static LogSettings find(Brokers brokers) {
    try (KafkaTopic log =
        KafkaTopic.of(brokers, Topics.INTERACTIONS, Duration.ofMillis(TIMEOUT / 2))) {
      return new LogSettings(brokers, log.describe());
    } catch (LogMismatchException | LogUnavailableException e) {
      throw new JobFailedException(
          e.getMessage(), "Check --bootstrap-servers and --kafka-config; nothing was imported.", e);
    }
  }

  /** The most bytes that an event's key and value take. */
  int maxEventBytes() {
    return topic.maxEventBytes();
  }

  /**
   * A producer for many events. Its keys are spread by Kafka's own rule, as the API's are, and its
   * codec is one whose library Spark brings.
   */
  Producer<byte[], byte[]> producer() {
    Map<String, Object> settings =
        Map.ofEntries(
            Map.entry(ProducerConfig.CLIENT_ID_CONFIG, "import"),
            Map.entry(ProducerConfig.ACKS_CONFIG, "all"),
            Map.entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true),
            Map.entry(ProducerConfig.LINGER_MS_CONFIG, 20),
            Map.entry(ProducerConfig.BATCH_SIZE_CONFIG, Math.min(256 << 10, topic.maxBatch())),
            Map.entry(ProducerConfig.BUFFER_MEMORY_CONFIG, 32L << 20),
            Map.entry(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd"),
            Map.entry(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, topic.maxBatch()),
            Map.entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, 2L * TIMEOUT),
            Map.entry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 2 * TIMEOUT),
            Map.entry(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT / 2),
            Map.entry(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false));
    return new KafkaProducer<>(
        brokers.settings(settings), new ByteArraySerializer(), new ByteArraySerializer());
  }
}
