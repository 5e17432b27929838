package io.tastelake.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tastelake.contracts.lake.LogPosition;
import io.tastelake.contracts.log.EventCodec;
import io.tastelake.contracts.log.Topics;
import io.tastelake.contracts.log.UndecodableEventException;
import io.tastelake.domain.interaction.InteractionEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The topic of dead letters, as it stands. */
public final class DeadLetters {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Duration POLL_TIMEOUT = Duration.ofSeconds(1);

  private final Brokers brokers;
  private final EventCodec codec = new EventCodec();

  public DeadLetters(Brokers brokers) {
    this.brokers = brokers;
  }

  /**
   * A record that was no event when it was read.
   *
   * @param origin where it stood: {@code topic/partition/offset}
   * @param reason why it was none
   * @param bytes how long its value was
   * @param at when it was put aside
   * @param event what this version of the program reads from it, if it is an event to it
   */
  public record Letter(
      String origin, String reason, long bytes, Instant at, Optional<InteractionEvent> event) {}

  /**
   * Gives {@code reader} all that are there now, in the order of the topic; one that was sent twice
   * comes twice.
   *
   * @throws LogMismatchException if there is no such topic
   * @throws LogUnavailableException if the brokers do not answer
   */
  public void forEach(Consumer<Letter> reader) {
    LogExtent extent;
    try (KafkaTopic topic = KafkaTopic.of(brokers, Topics.DEAD_LETTERS, TIMEOUT)) {
      LogPosition end = topic.end();
      extent = topic.extent().orElse(new LogExtent(end, end));
    }
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            brokers.settings(
                Map.of(
                    ConsumerConfig.CLIENT_ID_CONFIG,
                    "dead-letters",
                    ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                    "earliest",
                    ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                    false,
                    ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                    Math.toIntExact(TIMEOUT.toMillis()))),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      extent
          .end()
          .next()
          .forEach(
              (partition, end) ->
                  read(consumer, partition, extent.begin().next(partition), end, reader));
    } catch (KafkaException e) {
      throw unavailable(e.getMessage(), e);
    }
  }

  private void read(
      KafkaConsumer<byte[], byte[]> consumer,
      int partition,
      long begin,
      long end,
      Consumer<Letter> reader) {
    TopicPartition place = new TopicPartition(Topics.DEAD_LETTERS, partition);
    consumer.assign(List.of(place));
    consumer.seek(place, begin);
    long next = begin;
    long heard = System.nanoTime();
    while (next < end) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL_TIMEOUT).records(place)) {
        if (record.offset() < end) {
          reader.accept(letter(record));
        }
      }
      long now = System.nanoTime();
      if (consumer.position(place) > next) {
        next = consumer.position(place);
        heard = now;
      } else if (now - heard > TIMEOUT.toNanos()) {
        throw unavailable("nothing came within " + TIMEOUT.toSeconds() + " seconds", null);
      }
    }
  }

  private Letter letter(ConsumerRecord<byte[], byte[]> record) {
    long bytes = record.value() == null ? 0 : record.value().length;
    return new Letter(
        header(record, Topics.ORIGIN).orElse("unknown"),
        header(record, Topics.REASON).orElse("unknown"),
        header(record, Topics.SIZE).map(Long::valueOf).orElse(bytes),
        Instant.ofEpochMilli(record.timestamp()),
        event(record.value()));
  }

  private static Optional<String> header(ConsumerRecord<byte[], byte[]> record, String name) {
    return Optional.ofNullable(LogRecords.header(record, name))
        .map(value -> new String(value, UTF_8));
  }

  private Optional<InteractionEvent> event(byte[] value) {
    try {
      return Optional.of(codec.decode(value));
    } catch (UndecodableEventException e) {
      return Optional.empty();
    }
  }

  private LogUnavailableException unavailable(String why, Throwable cause) {
    return new LogUnavailableException(
        "The dead letters cannot be read from the brokers at %s: %s. Check that they run and"
                .formatted(brokers, why)
            + " that this user may read the topic '%s'.".formatted(Topics.DEAD_LETTERS),
        cause);
  }
}
