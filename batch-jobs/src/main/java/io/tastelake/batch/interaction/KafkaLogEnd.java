package io.tastelake.batch.interaction;

import io.tastelake.batch.JobFailedException;
import io.tastelake.contracts.lake.LogPosition;
import io.tastelake.contracts.log.Topics;
import io.tastelake.log.Brokers;
import io.tastelake.log.KafkaTopic;
import io.tastelake.log.LogMismatchException;
import io.tastelake.log.LogUnavailableException;
import java.time.Duration;

/** Asks the brokers. */
public final class KafkaLogEnd implements LogEnd {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final Brokers brokers;

  public KafkaLogEnd(Brokers brokers) {
    this.brokers = brokers;
  }

  @Override
  public LogPosition now() {
    try (KafkaTopic log = KafkaTopic.of(brokers, Topics.INTERACTIONS, TIMEOUT)) {
      return log.end();
    } catch (LogMismatchException | LogUnavailableException e) {
      throw new JobFailedException(
          e.getMessage(), "Check --bootstrap-servers and --kafka-config.", e);
    }
  }
}
