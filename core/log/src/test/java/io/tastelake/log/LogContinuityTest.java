package io.tastelake.log;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tastelake.contracts.lake.LogPosition;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LogContinuityTest {

  private static final LogPosition POSITION = new LogPosition("topic-a", Map.of(0, 10L));

  @Test
  void acceptsALogThatHoldsWhatComesNext() {
    accept(0, 10);
    accept(10, 10);
    accept(5, 99);
  }

  @Test
  void refusesALogThatWasCutBelowThePosition() {
    assertThatThrownBy(() -> check(POSITION, extent(11, 20)))
        .isInstanceOf(LogMismatchException.class)
        .hasMessageContaining("partition 0")
        .hasMessageContaining("1 event is gone")
        .hasMessageContaining("retention")
        .hasMessageContaining("Restore");
  }

  @Test
  void saysHowManyEventsAreGone() {
    assertThatThrownBy(() -> check(POSITION, extent(15, 20)))
        .hasMessageContaining("needs 10. 5 events are gone");
  }

  @Test
  void refusesALogThatLostItsEnd() {
    assertThatThrownBy(() -> check(POSITION, extent(0, 9)))
        .isInstanceOf(LogMismatchException.class)
        .hasMessageContaining("the lake needs 10")
        .hasMessageContaining("lost its newest events")
        .hasMessageContaining("Bring back");
  }

  @Test
  void refusesAnotherTopicAndAMissingOne() {
    LogExtent other =
        new LogExtent(
            new LogPosition("topic-b", Map.of(0, 0L)), new LogPosition("topic-b", Map.of(0, 99L)));
    assertThatThrownBy(() -> check(POSITION, other))
        .isInstanceOf(LogMismatchException.class)
        .hasMessageContaining("topic-a")
        .hasMessageContaining("topic-b")
        .hasMessageContaining("created anew")
        .hasMessageContaining("belong together");
    assertThatThrownBy(() -> LogContinuity.require(POSITION, Optional.empty()))
        .isInstanceOf(LogMismatchException.class)
        .hasMessageContaining("deleted");
  }

  @Test
  void refusesFewerPartitionsThanTheLakeHolds() {
    LogPosition position = new LogPosition("topic-a", Map.of(0, 1L, 7, 3L));
    assertThatThrownBy(() -> check(position, extent(0, 9)))
        .isInstanceOf(LogMismatchException.class)
        .hasMessageContaining("partition 7");
  }

  @Test
  void aPartitionThatTheLakeDoesNotNameMustBeThereFromItsStart() {
    LogPosition start = LogPosition.start("topic-a");
    assertThatThrownBy(() -> check(start, extent(3, 9)))
        .isInstanceOf(LogMismatchException.class)
        .hasMessageContaining("3 events are gone");
  }

  private static void accept(long begin, long end) {
    assertThatCode(() -> check(POSITION, extent(begin, end))).doesNotThrowAnyException();
  }

  private static LogExtent extent(long begin, long end) {
    return new LogExtent(
        new LogPosition("topic-a", Map.of(0, begin)), new LogPosition("topic-a", Map.of(0, end)));
  }

  private static void check(LogPosition position, LogExtent log) {
    LogContinuity.require(position, Optional.of(log));
  }
}
