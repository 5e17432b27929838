package io.tastelake.log;

import static java.util.stream.Collectors.toMap;

import io.tastelake.contracts.lake.LogPosition;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** One Kafka topic as its brokers describe it, whether it exists or not. Thread-safe. */
public final class KafkaTopic implements TopicIdentity {

  private static final String DEFAULT_CLIENT_ID = "tastelake-topic";

  private final Brokers brokers;
  private final String name;
  private final Duration timeout;
  private final Admin admin;

  private KafkaTopic(Brokers brokers, String name, String clientId, Duration timeout) {
    this.brokers = brokers;
    this.name = name;
    this.timeout = timeout;
    int millis = Math.toIntExact(timeout.toMillis());
    this.admin =
        Admin.create(
            brokers.settings(
                Map.of(
                    AdminClientConfig.CLIENT_ID_CONFIG, clientId,
                    AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis,
                    AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis,
                    AdminClientConfig.RETRY_BACKOFF_MS_CONFIG, 20L,
                    AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500L)));
  }

  /**
   * The topic {@code name} of the cluster of {@code brokers}.
   *
   * @param timeout of each question
   */
  public static KafkaTopic of(Brokers brokers, String name, Duration timeout) {
    return new KafkaTopic(brokers, name, DEFAULT_CLIENT_ID, timeout);
  }

  /** The same under the name {@code clientId}, which quotas and metrics may know. */
  public static KafkaTopic of(Brokers brokers, String name, Duration timeout, String clientId) {
    return new KafkaTopic(brokers, name, clientId, timeout);
  }

  /**
   * Creates the topic if it is missing; an existing one keeps its partitions and settings.
   *
   * @param settings of a new topic, by Kafka's names
   * @return Kafka's id of the topic
   * @throws LogUnavailableException if the brokers do not answer or refuse
   */
  public String ensure(int partitions, short replicas, Map<String, String> settings) {
    return topicId().orElseGet(() -> create(partitions, replicas, settings));
  }

  private String create(int partitions, short replicas, Map<String, String> settings) {
    NewTopic topic = new NewTopic(name, partitions, replicas).configs(settings);
    try {
      return result(admin.createTopics(List.of(topic)).topicId(name)).toString();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TopicExistsException) {
        return topicId().orElseThrow(this::missing);
      }
      throw unavailable(e.getCause());
    }
  }

  @Override
  public Optional<String> topicId() {
    return description().map(topic -> topic.topicId().toString());
  }

  /**
   * What the topic is.
   *
   * @throws LogMismatchException if there is no such topic
   * @throws LogUnavailableException if the brokers do not answer
   */
  public LogTopic describe() {
    TopicDescription topic = description().orElseThrow(this::missing);
    return new LogTopic(
        topic.topicId().toString(),
        topic.partitions().size(),
        Integer.parseInt(settings().get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG)));
  }

  /**
   * How many partitions the topic has.
   *
   * @throws LogMismatchException if there is no such topic
   * @throws LogUnavailableException if the brokers do not answer
   */
  public int partitionCount() {
    return description().orElseThrow(this::missing).partitions().size();
  }

  /**
   * What differs from {@code layout}, for the worse.
   *
   * @throws LogMismatchException if there is no such topic
   * @throws LogUnavailableException if the brokers do not answer
   */
  List<String> problems(TopicLayout layout) {
    List<TopicPartitionInfo> partitions = description().orElseThrow(this::missing).partitions();
    int replicas = partitions.stream().mapToInt(each -> each.replicas().size()).min().orElseThrow();
    return layout.problems(partitions.size(), replicas, settings());
  }

  private Map<String, String> settings() {
    var resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
    return answer(admin.describeConfigs(List.of(resource)).all())
        .orElseThrow(this::missing)
        .get(resource)
        .entries()
        .stream()
        .collect(toMap(ConfigEntry::name, entry -> Objects.toString(entry.value(), "")));
  }

  /**
   * What the topic holds now; empty if there is no such topic.
   *
   * @throws LogUnavailableException if the brokers do not answer
   */
  public Optional<LogExtent> extent() {
    return description().map(this::extent);
  }

  private LogExtent extent(TopicDescription topic) {
    return new LogExtent(
        position(topic, OffsetSpec::earliest), position(topic, OffsetSpec::latest));
  }

  /**
   * Where the topic ends now: all that was acknowledged until now lies below.
   *
   * @throws LogMismatchException if there is no such topic
   * @throws LogUnavailableException if the brokers do not answer
   */
  public LogPosition end() {
    return position(description().orElseThrow(this::missing), OffsetSpec::latest);
  }

  /** The same of some partitions, without waiting for the answer. */
  CompletionStage<Map<Integer, Long>> ends(Collection<Integer> partitions) {
    var options = new ListOffsetsOptions().timeoutMs(Math.toIntExact(timeout.toMillis()));
    return admin
        .listOffsets(asked(partitions, OffsetSpec::latest), options)
        .all()
        .toCompletionStage()
        .thenApply(KafkaTopic::byPartition);
  }

  private LogPosition position(TopicDescription topic, Supplier<OffsetSpec> which) {
    List<Integer> partitions = IntStream.range(0, topic.partitions().size()).boxed().toList();
    var offsets =
        answer(admin.listOffsets(asked(partitions, which)).all()).orElseThrow(this::missing);
    return new LogPosition(topic.topicId().toString(), byPartition(offsets));
  }

  private Map<TopicPartition, OffsetSpec> asked(
      Collection<Integer> partitions, Supplier<OffsetSpec> which) {
    return partitions.stream()
        .collect(toMap(partition -> new TopicPartition(name, partition), p -> which.get()));
  }

  private static Map<Integer, Long> byPartition(
      Map<TopicPartition, ListOffsetsResultInfo> offsets) {
    Map<Integer, Long> next = new HashMap<>();
    offsets.forEach((partition, offset) -> next.put(partition.partition(), offset.offset()));
    return next;
  }

  private Optional<TopicDescription> description() {
    return answer(admin.describeTopics(List.of(name)).allTopicNames()).map(all -> all.get(name));
  }

  /** The answer; empty if it is that there is no such topic. */
  private <T> Optional<T> answer(KafkaFuture<T> future) {
    try {
      return Optional.of(result(future));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return Optional.empty();
      }
      throw unavailable(e.getCause());
    }
  }

  private <T> T result(KafkaFuture<T> future) throws ExecutionException {
    try {
      return future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw unavailable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable(e);
    }
  }

  private LogMismatchException missing() {
    return new LogMismatchException(
        "There is no topic '%s' at %s. Create it with its final number of partitions, which cannot"
                .formatted(name, brokers)
            + " change later, or give the brokers that have it.");
  }

  private LogUnavailableException unavailable(Throwable cause) {
    return new LogUnavailableException(BrokerFailure.about(name, brokers, cause), cause);
  }

  @Override
  public void close() {
    admin.close(timeout);
  }
}
