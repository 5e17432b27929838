package io.tastelake.stream.log;

import io.tastelake.contracts.lake.LogPosition;
import io.tastelake.contracts.log.Topics;
import io.tastelake.lake.table.InteractionsLake;
import io.tastelake.lake.table.LakeMissingException;
import io.tastelake.lake.table.OffsetRange;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Whether the log can continue the lake. Asked before a job is submitted. */
public final class StartCheck {

  private StartCheck() {}

  /**
   * Asks the brokers and the lake, which is created at the start of the log if there is none.
   *
   * @param servers Kafka's brokers, as {@code host:port,host:port}
   * @param lake the lake's root
   * @throws StartRefusedException if the log cannot continue the lake
   * @throws LogUnreachableException if the brokers do not answer
   */
  public static void run(String servers, URI lake) {
    try (KafkaTopic log = KafkaTopic.of(servers, Topics.INTERACTIONS);
        KafkaTopic deadLetters = KafkaTopic.of(servers, Topics.DEAD_LETTERS)) {
      requireTopic(Topics.DEAD_LETTERS, deadLetters.topicId());
      requireContinuation(position(lake, log), log.extent());
    }
  }

  private static LogPosition position(URI root, KafkaTopic log) {
    try (InteractionsLake lake = InteractionsLake.open(root)) {
      return lake.position();
    } catch (LakeMissingException missing) {
      String topicId = requireTopic(Topics.INTERACTIONS, log.topicId());
      try (InteractionsLake lake = InteractionsLake.openOrCreate(root, topicId)) {
        return lake.position();
      }
    }
  }

  /** Refuses unless {@code found} is the topic of {@code position} and holds what comes next. */
  static void requireContinuation(LogPosition position, Optional<LogExtent> found) {
    LogExtent log = found.orElseThrow(() -> anotherTopic(position, Optional.empty()));
    if (!log.topicId().equals(position.topicId())) {
      throw anotherTopic(position, Optional.of(log.topicId()));
    }
    requirePartitions(position, log.partitions());
    log.partitions()
        .forEach((partition, held) -> requireWithin(held, partition, position.next(partition)));
  }

  private static void requirePartitions(LogPosition position, Map<Integer, OffsetRange> log) {
    IntStream missing = position.next().keySet().stream().mapToInt(partition -> partition).sorted();
    missing
        .filter(partition -> !log.containsKey(partition))
        .findFirst()
        .ifPresent(partition -> refusePartition(partition, log.size()));
  }

  private static void refusePartition(int partition, int partitions) {
    throw new StartRefusedException(
        "The lake holds events of partition "
            + partition
            + " of '"
            + Topics.INTERACTIONS
            + "', which has "
            + partitions
            + " partitions. Lake and brokers belong to two installations: give the job the lake and"
            + " the brokers of one.");
  }

  private static void requireWithin(OffsetRange held, int partition, long next) {
    if (next < held.first()) {
      throw new StartRefusedException(
          place(partition, held, next)
              + (held.first() - next)
              + " events are gone from the log that never reached the lake, because its retention is"
              + " shorter than the job stood still. Restore the log's deleted segments from a backup;"
              + " if there is none, start with a new lake folder and import the old one.");
    }
    if (next > held.next()) {
      throw new StartRefusedException(
          place(partition, held, next)
              + "The log has lost events that the lake holds, as after an unclean leader election or"
              + " a restored backup, and would give their offsets to others. Bring back the log's"
              + " newer copy; if there is none, start with a new lake folder and import the old one.");
    }
  }

  private static String place(int partition, OffsetRange held, long next) {
    return "The log cannot continue the lake: partition "
        + partition
        + " of '"
        + Topics.INTERACTIONS
        + "' holds offsets "
        + held.first()
        + " up to "
        + held.next()
        + ", the lake needs "
        + next
        + ". ";
  }

  private static String requireTopic(String name, Optional<String> topicId) {
    return topicId.orElseThrow(
        () ->
            new StartRefusedException(
                "There is no topic '"
                    + name
                    + "' at these brokers. Create it, or give the brokers that have it."));
  }

  private static StartRefusedException anotherTopic(LogPosition position, Optional<String> found) {
    return new StartRefusedException(TopicReplacedException.message(position.topicId(), found));
  }
}
