package io.tastelake.batch.imports;

import io.tastelake.batch.JobFailedException;
import io.tastelake.contracts.cell.WrongRowException;
import io.tastelake.contracts.log.EventCodec;
import io.tastelake.contracts.log.Topics;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.log.LogRecords;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;

/** Appends the events of one task to the log. */
final class LogAppender implements AutoCloseable {

  private final Producer<byte[], byte[]> producer;
  private final int maxEventBytes;
  private final EventCodec codec = new EventCodec();
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  /**
   * @param producer closed with this
   * @param maxEventBytes bytes of key and value
   */
  LogAppender(Producer<byte[], byte[]> producer, int maxEventBytes) {
    this.producer = producer;
    this.maxEventBytes = maxEventBytes;
  }

  /**
   * Hands {@code event} to the log, which has it for certain only after {@link #flush}.
   *
   * @throws WrongRowException if it is larger than the log takes
   * @throws JobFailedException if the log refused this event or one before
   */
  void append(InteractionEvent event) throws WrongRowException {
    byte[] key = Topics.key(event.database(), event.actor());
    byte[] value = codec.encode(event);
    int size = key.length + value.length;
    if (size > maxEventBytes) {
      throw new WrongRowException(
          "The interaction takes %,d bytes; one may take %,d. Make its properties smaller."
              .formatted(size, maxEventBytes));
    }
    requireNoFailure();
    try {
      var unused =
          producer.send(
              LogRecords.of(null, key, value), (place, e) -> failure.compareAndSet(null, e));
    } catch (KafkaException e) {
      throw unacknowledged(e);
    }
  }

  /** Waits until all in-sync replicas have all events. */
  void flush() {
    producer.flush();
    requireNoFailure();
  }

  private void requireNoFailure() {
    if (failure.get() != null) {
      throw unacknowledged(failure.get());
    }
  }

  private static JobFailedException unacknowledged(Exception cause) {
    return new JobFailedException(
        "The log did not acknowledge all interactions: %s.".formatted(cause),
        "Check the brokers and start the same import again: what is stored already is not stored a"
            + " second time.",
        cause);
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
  }
}
