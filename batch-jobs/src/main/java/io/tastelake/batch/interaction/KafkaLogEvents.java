package io.tastelake.batch.interaction;

import io.tastelake.batch.JobFailedException;
import io.tastelake.contracts.log.NewerSchemaException;
import io.tastelake.contracts.log.Topics;
import io.tastelake.contracts.log.UndecodableEventException;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.log.Brokers;
import io.tastelake.log.EventRecords;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads from the brokers, and holds what one answer of theirs holds. */
public final class KafkaLogEvents implements LogEvents {

  private static final Duration POLL_TIMEOUT = Duration.ofSeconds(1);
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final Brokers brokers;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private EventRecords records;

  public KafkaLogEvents(Brokers brokers) {
    this.brokers = brokers;
    this.consumer =
        new KafkaConsumer<>(
            brokers.settings(
                Map.of(
                    ConsumerConfig.CLIENT_ID_CONFIG,
                    "check-consistency",
                    ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                    "none",
                    ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                    false,
                    ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                    false,
                    ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG,
                    false,
                    ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                    Math.toIntExact(TIMEOUT.toMillis()))),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
  }

  @Override
  public long first(int partition) {
    TopicPartition place = place(partition);
    try {
      return consumer.beginningOffsets(List.of(place)).get(place);
    } catch (KafkaException e) {
      throw failure(e.getMessage(), e);
    }
  }

  private EventRecords records() {
    try {
      return new EventRecords(consumer.partitionsFor(Topics.INTERACTIONS).size());
    } catch (KafkaException e) {
      throw failure(e.getMessage(), e);
    }
  }

  @Override
  public Iterator<LoggedEvent> between(int partition, long from, long until) {
    if (records == null) {
      records = records();
    }
    consumer.assign(List.of(place(partition)));
    consumer.seek(place(partition), from);
    return new Reading(partition, from, until);
  }

  private static TopicPartition place(int partition) {
    return new TopicPartition(Topics.INTERACTIONS, partition);
  }

  private final class Reading implements Iterator<LoggedEvent> {

    private final TopicPartition place;
    private final long until;
    private final Queue<LoggedEvent> read = new ArrayDeque<>();
    private long next;

    Reading(int partition, long from, long until) {
      this.place = place(partition);
      this.until = until;
      this.next = from;
    }

    @Override
    public boolean hasNext() {
      while (read.isEmpty() && next < until) {
        poll();
      }
      return !read.isEmpty();
    }

    @Override
    public LoggedEvent next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return read.remove();
    }

    /** Positions pass places without records, too. */
    private void poll() {
      long started = System.nanoTime();
      long before = next;
      try {
        while (next == before) {
          ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL_TIMEOUT);
          records.records(place).forEach(this::take);
          next = consumer.position(place);
          if (next == before && System.nanoTime() - started > TIMEOUT.toNanos()) {
            throw failure("nothing came within " + TIMEOUT.toSeconds() + " seconds", null);
          }
        }
      } catch (KafkaException e) {
        throw failure(e.getMessage(), e);
      }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
      if (record.offset() < until) {
        try {
          read.add(new LoggedEvent(place.partition(), record.offset(), event(record)));
        } catch (UndecodableEventException e) {
          // a dead letter: no event, and no row
        }
      }
    }

    private InteractionEvent event(ConsumerRecord<byte[], byte[]> record)
        throws UndecodableEventException {
      try {
        return records.event(record);
      } catch (NewerSchemaException e) {
        throw new JobFailedException(e.getMessage(), "Nothing was changed.", e);
      }
    }
  }

  private JobFailedException failure(String why, Throwable cause) {
    return new JobFailedException(
        "The log cannot be read from the brokers at " + brokers + ": " + why + ".",
        "Check --bootstrap-servers and the brokers; if retention just removed the records, run the"
            + " job again.",
        cause);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
