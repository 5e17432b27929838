package io.tastelake.log;

import io.tastelake.contracts.lake.LogPosition;
import io.tastelake.contracts.log.Topics;
import java.util.Optional;

/** Whether the log can continue the lake. Whoever reads or writes both asks before it starts. */
public final class LogContinuity {

  private static final String NEW_LAKE = "start with a new lake folder and import the old one.";

  private LogContinuity() {}

  /**
   * Passes if the log is the topic of {@code lake} and holds what comes next in each partition.
   *
   * @param log what the topic holds; empty if there is no topic
   * @throws LogMismatchException if it does not; says the problem, its cause and the remedy
   */
  public static void require(LogPosition lake, Optional<LogExtent> log) {
    LogExtent held = log.orElseThrow(() -> otherTopic(lake.topicId(), Optional.empty()));
    if (!held.topicId().equals(lake.topicId())) {
      throw otherTopic(lake.topicId(), Optional.of(held.topicId()));
    }
    lake.next().keySet().stream().sorted().forEach(partition -> requirePartition(partition, held));
    held.end().next().keySet().stream()
        .sorted()
        .forEach(partition -> requireWithin(partition, lake.next(partition), held));
  }

  /**
   * Says that the lake continues another topic than the log's, and what to do.
   *
   * @param expected the id of the topic that the lake continues
   * @param found the id of the topic that has its name; empty if there is none
   */
  public static LogMismatchException otherTopic(String expected, Optional<String> found) {
    return new LogMismatchException(
        "The lake continues the topic with id %s, but %s, or lake and brokers are of two"
                .formatted(expected, found.map(LogContinuity::anew).orElseGet(LogContinuity::gone))
            + " installations. Use the lake and the brokers that belong together; if the topic is"
            + " really lost, "
            + NEW_LAKE);
  }

  private static String anew(String found) {
    return "the topic '%s' has id %s: it was created anew".formatted(Topics.INTERACTIONS, found);
  }

  private static String gone() {
    return "there is no topic '%s': it was deleted".formatted(Topics.INTERACTIONS);
  }

  private static void requirePartition(int partition, LogExtent held) {
    if (!held.end().next().containsKey(partition)) {
      throw new LogMismatchException(
          "The lake holds events of partition %d of '%s', which has %d partitions: lake and brokers"
                  .formatted(partition, Topics.INTERACTIONS, held.end().next().size())
              + " are of two installations. Use the lake and the brokers that belong together.");
    }
  }

  private static void requireWithin(int partition, long next, LogExtent held) {
    long begin = held.begin().next(partition);
    long end = held.end().next(partition);
    String place =
        "The log cannot continue the lake: partition %d of '%s' holds offsets %d up to %d, the lake needs %d. "
            .formatted(partition, Topics.INTERACTIONS, begin, end, next);
    if (next < begin) {
      throw new LogMismatchException(
          place
              + "%s gone from the log and never reached the lake: its retention is shorter than"
                  .formatted(begin - next == 1 ? "1 event is" : begin - next + " events are")
              + " ingestion stood still. Restore the log's deleted segments from a backup; if there"
              + " is none, "
              + NEW_LAKE
              + " Give the log a longer retention.");
    }
    if (next > end) {
      throw new LogMismatchException(
          place
              + "The log lost its newest events, which the lake holds, as after a power failure"
              + " without flushed appends, an unclean leader election or a restored backup, and"
              + " would give their offsets to others. Bring back the log's newer copy; if there is"
              + " none, "
              + NEW_LAKE);
    }
  }
}
