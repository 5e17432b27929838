package io.tastelake.stream.log;

import io.tastelake.log.LogRecords;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says which records are refused, and of which requests, a few a minute: a topic may be full of
 * them, and all are in the topic of dead letters. Not thread-safe.
 */
final class RefusalLog {

  private static final Logger LOG = LoggerFactory.getLogger(RefusalLog.class);
  private static final int LINES = 10;
  private static final long MINUTE_NANOS = 60_000_000_000L;

  private long minuteBegan;
  private int lines;
  private long unsaid;

  /** Says that {@code record} is refused; why, which may quote it, its dead letter says. */
  void refused(ConsumerRecord<?, ?> record, long nanoTime) {
    if (lines == 0 || nanoTime - minuteBegan > MINUTE_NANOS) {
      minuteBegan = nanoTime;
      lines = 0;
    }
    if (lines++ >= LINES) {
      unsaid++;
      return;
    }
    LOG.warn(
        "Record {}/{} of request {} holds no valid event; its dead letter says why{}",
        record.partition(),
        record.offset(),
        LogRecords.request(record).orElse("unknown"),
        unsaid == 0 ? "" : " (%,d more were refused before)".formatted(unsaid));
    unsaid = 0;
  }
}
