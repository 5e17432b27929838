package io.tastelake.batch.interaction;

import io.tastelake.batch.JobFailedException;
import io.tastelake.contracts.lake.LogPosition;
import io.tastelake.contracts.log.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Asks the brokers. */
public final class KafkaLogEnd implements LogEnd {

  private static final int TIMEOUT_MILLIS = 30_000;

  private final String bootstrapServers;

  public KafkaLogEnd(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  @Override
  public LogPosition now() {
    Map<String, Object> settings =
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            TIMEOUT_MILLIS);
    try (Admin admin = Admin.create(settings)) {
      return end(admin);
    } catch (ExecutionException | KafkaException e) {
      throw new JobFailedException(
          "The log's brokers at " + bootstrapServers + " gave no answer: " + e.getMessage() + ".",
          "Check --bootstrap-servers, that the brokers run, and that the topic '"
              + Topics.INTERACTIONS
              + "' exists.",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JobFailedException("The job was interrupted.", "Run it again.", e);
    }
  }

  private static LogPosition end(Admin admin) throws ExecutionException, InterruptedException {
    TopicDescription topic =
        admin
            .describeTopics(List.of(Topics.INTERACTIONS))
            .allTopicNames()
            .get()
            .get(Topics.INTERACTIONS);
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    topic
        .partitions()
        .forEach(
            partition ->
                latest.put(
                    new TopicPartition(Topics.INTERACTIONS, partition.partition()),
                    OffsetSpec.latest()));
    Map<Integer, Long> next = new HashMap<>();
    admin
        .listOffsets(latest)
        .all()
        .get()
        .forEach((partition, offset) -> next.put(partition.partition(), offset.offset()));
    return new LogPosition(topic.topicId().toString(), next);
  }
}
