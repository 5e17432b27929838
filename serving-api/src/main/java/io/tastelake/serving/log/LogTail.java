package io.tastelake.serving.log;

import io.tastelake.contracts.lake.LogPosition;
import io.tastelake.contracts.log.EventCodec;
import io.tastelake.contracts.log.NewerSchemaException;
import io.tastelake.contracts.log.Topics;
import io.tastelake.contracts.log.UndecodableEventException;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.log.LogRecords;
import io.tastelake.log.LogTopic;
import io.tastelake.log.LogUnavailableException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The events that the lake does not hold yet, in memory: a thread follows all partitions from the
 * lake's position on. Thread-safe.
 *
 * <p>Records that hold no valid event are passed over here; the ingest job puts them where they can
 * be looked at. An event of a newer schema than this instance knows ends the tail: without it
 * answers would be wrong.
 */
public final class LogTail implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LogTail.class);
  private static final Duration POLL_TIMEOUT = Duration.ofSeconds(1);

  /** What one answer of the brokers holds, before any of it counts against the budget. */
  private static final int MAX_FETCH_BYTES = 16 << 20;

  /** What is dropped at once when the budget is exceeded, as a part of it. */
  private static final int BUDGET_PARTS = 64;

  /** What the newest records of all databases may take, and as a part of the budget. */
  private static final long MAX_NEWEST_BYTES = 16 << 20;

  private static final int NEWEST_BUDGET_PARTS = 16;

  private final LogTopic topic;
  private final LogConfig config;
  private final List<PartitionTail> partitions;
  private final KafkaConsumer<String, byte[]> consumer;
  private final EventCodec codec = new EventCodec();
  private final NewestRecords newest;
  private final EventBooks books;
  private final Thread follower = new Thread(this::follow, "log-tail");
  private volatile boolean closed;
  private volatile RuntimeException failure;

  /** Follows the log from {@code from} on. */
  public LogTail(LogConfig config, LogTopic topic, LogPosition from) {
    this.topic = topic;
    this.config = config;
    this.newest =
        new NewestRecords(Math.min(MAX_NEWEST_BYTES, config.tailBudget() / NEWEST_BUDGET_PARTS));
    this.books = new EventBooks(topic.partitions(), from);
    this.partitions =
        topic.partitions().stream().map(p -> new PartitionTail(from.next(p))).toList();
    this.consumer =
        new KafkaConsumer<>(
            config.brokers().settings(settings()), new KeyText(), new ByteArrayDeserializer());
    consumer.assign(topic.topicPartitions());
    topic.topicPartitions().forEach(p -> consumer.seek(p, from.next(p.partition())));
    follower.setDaemon(true);
    follower.start();
  }

  private static Map<String, Object> settings() {
    return Map.of(
        ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
        MAX_FETCH_BYTES,
        ConsumerConfig.CLIENT_ID_CONFIG,
        "serving-api-tail",
        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
        "read_uncommitted",
        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
        "none",
        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
        false,
        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
        false,
        ConsumerConfig.FETCH_MIN_BYTES_CONFIG,
        1,
        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
        2_000,
        ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
        500L);
  }

  /** Keys as text of one character a byte: compact, comparable, its hash computed once. */
  private static final class KeyText implements Deserializer<String> {
    @Override
    public String deserialize(String topic, byte[] key) {
      return key == null ? null : new String(key, StandardCharsets.ISO_8859_1);
    }
  }

  private void follow() {
    try (consumer) {
      while (!closed) {
        take(consumer.poll(POLL_TIMEOUT));
      }
    } catch (WakeupException e) {
      if (!closed) {
        fail(e);
      }
    } catch (RuntimeException | Error e) {
      fail(e);
    }
  }

  private void take(ConsumerRecords<String, byte[]> records) {
    records.forEach(record -> codec.requireKnown(record.value(), LogRecords.schemaVersion(record)));
    records
        .nextOffsets()
        .forEach(
            (partition, next) -> {
              int number = partition.partition();
              partitions.get(number).add(records.records(partition), next.offset());
              books.read(number, records.records(partition), next.offset());
            });
    records.partitions().forEach(partition -> newest.add(records.records(partition)));
    while (bytes() > config.tailBudget()) {
      partitions.stream()
          .max(Comparator.comparingLong(PartitionTail::bytes))
          .ifPresent(fullest -> fullest.dropExcess(1 + config.tailBudget() / BUDGET_PARTS));
    }
  }

  private void fail(Throwable cause) {
    LOG.error("Lost the tail of the log; refusing reads.", cause);
    var refusal = new LogUnavailableException(lost(cause), cause);
    failure = refusal;
    partitions.forEach(partition -> partition.fail(refusal));
  }

  private static String lost(Throwable cause) {
    return cause instanceof NewerSchemaException
        ? "This instance cannot continue reading: " + cause.getMessage()
        : "This instance lost the tail of the event log: %s. Restart it; if the log and the lake"
                .formatted(cause)
            + " no longer match, the restart says so.";
  }

  /** Why the tail follows the log no longer; empty while it does. */
  public Optional<String> failure() {
    return Optional.ofNullable(failure).map(RuntimeException::getMessage);
  }

  /**
   * Waits until the tail holds all below {@code ends}.
   *
   * @param ends offsets by partition
   * @throws LogUnavailableException if it does not in time
   */
  public void await(Map<Integer, Long> ends) {
    long left = config.readTimeout().toNanos();
    try {
      for (Map.Entry<Integer, Long> end : ends.entrySet()) {
        left = partitions.get(end.getKey()).await(end.getValue(), left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw late(e);
    }
    if (left <= 0) {
      throw late(null);
    }
  }

  private LogUnavailableException late(Throwable cause) {
    return new LogUnavailableException(
        "The tail of the event log did not catch up within %d ms. Nothing was changed; retry the"
                .formatted(config.readTimeout().toMillis())
            + " request.",
        cause);
  }

  /** What there is of an actor from {@code from} on. */
  public TailPart read(DatabaseId database, Actor actor, LogPosition from) {
    byte[] key = Topics.key(database, actor);
    int partition = topic.partition(key);
    PartitionTail.KeyPart found =
        partitions
            .get(partition)
            .read(new String(key, StandardCharsets.ISO_8859_1), from.next(partition));
    Iterable<LoggedEvent> events =
        () ->
            found.records().stream()
                .map(kept -> decoded(partition, kept.offset, kept.value))
                .filter(logged -> logged != null && isOf(logged.event(), database, actor))
                .iterator();
    return new TailPart(events, found.records().size(), found.reach());
  }

  /** The events of a database that came last, whether the lake holds them or not. */
  public List<LoggedEvent> newest(DatabaseId database) {
    return newest.of(database).stream()
        .map(kept -> decoded(kept.partition, kept.offset, kept.value))
        .filter(logged -> logged != null && logged.event().database().equals(database))
        .filter(topic::isInPlace)
        .toList();
  }

  private static boolean isOf(InteractionEvent event, DatabaseId database, Actor actor) {
    return event.database().equals(database) && event.actor().equals(actor);
  }

  private LoggedEvent decoded(int partition, long offset, byte[] value) {
    InteractionEvent event = decode(value);
    return event == null ? null : new LoggedEvent(partition, offset, event);
  }

  private InteractionEvent decode(byte[] value) {
    try {
      return codec.decode(value);
    } catch (UndecodableEventException e) {
      LOG.debug("Skipped an undecodable record", e);
      return null;
    }
  }

  /**
   * Drops what the lake holds below {@code covered}. Call it once every new read goes by a view
   * that reaches at least there; reads under way with an older view are told ({@link
   * TailPart.Reach#SUPERSEDED}).
   */
  public void dropCovered(LogPosition covered) {
    topic.partitions().forEach(p -> partitions.get(p).dropCovered(covered.next(p)));
  }

  /** What was read, by database, against what the lake counted. */
  public EventBooks books() {
    return books;
  }

  /** Bytes that the tail takes in memory, about. */
  public long bytes() {
    return partitions.stream().mapToLong(PartitionTail::bytes).sum();
  }

  /** How many records lie between a position of the lake and what is known of the log. */
  public long recordsBeyond(LogPosition position) {
    return topic.partitions().stream()
        .mapToLong(p -> Math.max(0, partitions.get(p).end() - position.next(p)))
        .sum();
  }

  /** How many records this is behind the log's end, as of the last answer of its brokers. */
  public double lag() {
    return consumer.metrics().values().stream()
        .filter(metric -> metric.metricName().name().equals("records-lag-max"))
        .mapToDouble(LogTail::number)
        .max()
        .orElse(0);
  }

  /** Kafka says NaN while nothing comes. */
  private static double number(Metric metric) {
    double value = ((Number) metric.metricValue()).doubleValue();
    return Double.isNaN(value) ? 0 : value;
  }

  /** How many events the tail holds. */
  public long events() {
    return partitions.stream().mapToLong(PartitionTail::count).sum();
  }

  @Override
  public void close() {
    closed = true;
    consumer.wakeup();
    try {
      follower.join(Duration.ofSeconds(5).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
