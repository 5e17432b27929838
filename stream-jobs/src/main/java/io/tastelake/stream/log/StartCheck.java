package io.tastelake.stream.log;

import io.tastelake.contracts.lake.LogPosition;
import io.tastelake.contracts.log.Topics;
import io.tastelake.lake.table.InteractionsLake;
import io.tastelake.lake.table.LakeMissingException;
import io.tastelake.log.Brokers;
import io.tastelake.log.KafkaTopic;
import io.tastelake.log.LogContinuity;
import io.tastelake.log.LogMismatchException;
import io.tastelake.log.LogUnavailableException;
import io.tastelake.log.TopicIdentity;
import java.net.URI;
import java.time.Duration;

/** Whether the log can continue the lake. Asked before a job is submitted. */
public final class StartCheck {

  /** Short enough for a restart to be tried before a checkpoint times out. */
  private static final Duration TIMEOUT = Duration.ofSeconds(15);

  private StartCheck() {}

  /**
   * Asks the brokers and the lake, which is created at the start of the log if there is none.
   *
   * @param brokers of the log
   * @param lake the lake's root
   * @throws LogMismatchException if the log cannot continue the lake
   * @throws LogUnavailableException if the brokers do not answer
   */
  public static void run(Brokers brokers, URI lake) {
    try (KafkaTopic log = topic(brokers, Topics.INTERACTIONS);
        KafkaTopic deadLetters = topic(brokers, Topics.DEAD_LETTERS)) {
      deadLetters.describe();
      LogContinuity.require(position(lake, log), log.extent());
    }
  }

  /** The log's identity, as whoever commits asks for it. */
  public static TopicIdentity log(Brokers brokers) {
    return topic(brokers, Topics.INTERACTIONS);
  }

  private static KafkaTopic topic(Brokers brokers, String name) {
    return KafkaTopic.of(brokers, name, TIMEOUT);
  }

  private static LogPosition position(URI root, KafkaTopic log) {
    try (InteractionsLake lake = InteractionsLake.open(root)) {
      return lake.position();
    } catch (LakeMissingException missing) {
      String topicId = log.describe().id();
      try (InteractionsLake lake = InteractionsLake.openOrCreate(root, topicId)) {
        return lake.position();
      }
    }
  }
}
