package io.tastelake.stream.log;

import static java.util.stream.Collectors.toMap;

import io.tastelake.lake.table.OffsetRange;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** One Kafka topic as its brokers describe it. */
public final class KafkaTopic implements TopicIdentity {

  /** Short enough for a restart to be tried before a checkpoint times out. */
  private static final int TIMEOUT_MILLIS = 15_000;

  private final String bootstrapServers;
  private final String name;
  private final Admin admin;

  private KafkaTopic(String bootstrapServers, String name, Admin admin) {
    this.bootstrapServers = bootstrapServers;
    this.name = name;
    this.admin = admin;
  }

  /** The topic {@code name} of the cluster at {@code bootstrapServers}, be it there or not. */
  public static KafkaTopic of(String bootstrapServers, String name) {
    Map<String, Object> settings =
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS,
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
    return new KafkaTopic(bootstrapServers, name, Admin.create(settings));
  }

  @Override
  public Optional<String> topicId() {
    return description().map(topic -> topic.topicId().toString());
  }

  /**
   * What the topic holds now; empty if there is no such topic.
   *
   * @throws LogUnreachableException if the brokers do not answer
   */
  public Optional<LogExtent> extent() {
    return description().map(this::extent);
  }

  private LogExtent extent(TopicDescription topic) {
    List<TopicPartition> partitions =
        topic.partitions().stream()
            .map(TopicPartitionInfo::partition)
            .map(partition -> new TopicPartition(name, partition))
            .toList();
    var earliest = offsets(partitions, OffsetSpec::earliest);
    var latest = offsets(partitions, OffsetSpec::latest);
    return new LogExtent(
        topic.topicId().toString(),
        partitions.stream()
            .collect(
                toMap(
                    TopicPartition::partition,
                    at -> new OffsetRange(earliest.get(at).offset(), latest.get(at).offset()))));
  }

  private Map<TopicPartition, ListOffsetsResultInfo> offsets(
      List<TopicPartition> partitions, Supplier<OffsetSpec> which) {
    Map<TopicPartition, OffsetSpec> asked =
        partitions.stream().collect(toMap(at -> at, at -> which.get()));
    return await(admin.listOffsets(asked).all()).orElseThrow(this::vanished);
  }

  private Optional<TopicDescription> description() {
    return await(admin.describeTopics(List.of(name)).allTopicNames()).map(all -> all.get(name));
  }

  /** The answer; empty if it is that there is no such topic. */
  private <T> Optional<T> await(KafkaFuture<T> answer) {
    try {
      return Optional.of(answer.get());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return Optional.empty();
      }
      throw unreachable(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreachable(e);
    }
  }

  private LogUnreachableException vanished() {
    return unreachable(new UnknownTopicOrPartitionException("it vanished while it was described"));
  }

  private LogUnreachableException unreachable(Throwable cause) {
    return new LogUnreachableException(
        "Topic '"
            + name
            + "' cannot be described: the brokers at "
            + bootstrapServers
            + " did not answer ("
            + cause
            + "). Check that they run and that this address reaches them.",
        cause);
  }

  @Override
  public void close() {
    admin.close();
  }
}
