package io.tastelake.batch.imports;

import io.tastelake.batch.JobFailedException;
import io.tastelake.contracts.log.Topics;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The log as it was found.
 *
 * @param maxBatch bytes that the broker takes in one batch of records
 */
record LogSettings(String bootstrapServers, int maxBatch) implements Serializable {

  private static final int TIMEOUT = 60_000;

  /** More than a batch's header, a record's header and its varints ever take. */
  private static final int BATCH_OVERHEAD = 256;

  /**
   * Asks the brokers.
   *
   * @throws JobFailedException if they do not answer, or there is no such topic
   */
  static LogSettings find(String bootstrapServers) {
    Map<String, Object> settings =
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT / 2,
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT / 4);
    ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, Topics.INTERACTIONS);
    try (Admin admin = Admin.create(settings)) {
      String largest =
          admin
              .describeConfigs(List.of(topic))
              .all()
              .get(TIMEOUT, TimeUnit.MILLISECONDS)
              .get(topic)
              .get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG)
              .value();
      return new LogSettings(bootstrapServers, Integer.parseInt(largest));
    } catch (ExecutionException e) {
      throw e.getCause() instanceof UnknownTopicOrPartitionException
          ? new JobFailedException(
              "There is no topic '%s' at %s.".formatted(Topics.INTERACTIONS, bootstrapServers),
              "Start the installation once, which creates it, or name the brokers of the right one"
                  + " with --bootstrap-servers.",
              e)
          : unreachable(bootstrapServers, e.getCause());
    } catch (TimeoutException e) {
      throw unreachable(bootstrapServers, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreachable(bootstrapServers, e);
    }
  }

  private static JobFailedException unreachable(String servers, Throwable cause) {
    return new JobFailedException(
        "The log does not answer at %s: %s.".formatted(servers, cause),
        "Check --bootstrap-servers and the brokers; nothing was imported.",
        cause);
  }

  /** The most bytes that an event's key and value take. */
  int maxEventBytes() {
    return maxBatch - BATCH_OVERHEAD;
  }

  /**
   * A producer for many events. Its keys are spread by Kafka's own rule, as the API's are, and its
   * codec is one whose library Spark brings.
   */
  Producer<byte[], byte[]> producer() {
    Map<String, Object> settings =
        Map.ofEntries(
            Map.entry(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
            Map.entry(ProducerConfig.CLIENT_ID_CONFIG, "import"),
            Map.entry(ProducerConfig.ACKS_CONFIG, "all"),
            Map.entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true),
            Map.entry(ProducerConfig.LINGER_MS_CONFIG, 20),
            Map.entry(ProducerConfig.BATCH_SIZE_CONFIG, Math.min(256 << 10, maxBatch)),
            Map.entry(ProducerConfig.BUFFER_MEMORY_CONFIG, 32L << 20),
            Map.entry(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd"),
            Map.entry(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, maxBatch),
            Map.entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, 2L * TIMEOUT),
            Map.entry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 2 * TIMEOUT),
            Map.entry(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT / 2),
            Map.entry(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false));
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
