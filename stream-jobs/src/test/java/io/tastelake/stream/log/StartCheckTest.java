package io.tastelake.stream.log;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tastelake.contracts.lake.LogPosition;
import io.tastelake.lake.table.OffsetRange;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StartCheckTest {

  private static final LogPosition POSITION = new LogPosition("topic-a", Map.of(0, 10L));

  @Test
  void acceptsALogThatHoldsWhatComesNext() {
    accept(0, 10);
    accept(10, 10);
    accept(5, 99);
  }

  @Test
  void refusesALogThatWasCutBelowThePosition() {
    assertThatThrownBy(() -> check(POSITION, new OffsetRange(11, 20)))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("partition 0")
        .hasMessageContaining("1 events are gone")
        .hasMessageContaining("Restore");
  }

  @Test
  void refusesALogThatLostItsEnd() {
    assertThatThrownBy(() -> check(POSITION, new OffsetRange(0, 9)))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("the lake needs 10")
        .hasMessageContaining("Bring back");
  }

  @Test
  void refusesAnotherTopicAndAMissingOne() {
    LogExtent other = new LogExtent("topic-b", Map.of(0, new OffsetRange(0, 99)));
    assertThatThrownBy(() -> StartCheck.requireContinuation(POSITION, Optional.of(other)))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("topic-a")
        .hasMessageContaining("topic-b")
        .hasMessageContaining("created anew");
    assertThatThrownBy(() -> StartCheck.requireContinuation(POSITION, Optional.empty()))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("deleted");
  }

  @Test
  void refusesFewerPartitionsThanTheLakeHolds() {
    LogPosition position = new LogPosition("topic-a", Map.of(0, 1L, 7, 3L));
    assertThatThrownBy(() -> check(position, new OffsetRange(0, 9)))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("partition 7");
  }

  @Test
  void aPartitionThatTheLakeDoesNotNameMustBeThereFromItsStart() {
    LogPosition start = LogPosition.start("topic-a");
    assertThatThrownBy(() -> check(start, new OffsetRange(3, 9)))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("3 events are gone");
  }

  private static void accept(long earliest, long latest) {
    assertThatCode(() -> check(POSITION, new OffsetRange(earliest, latest)))
        .doesNotThrowAnyException();
  }

  private static void check(LogPosition position, OffsetRange held) {
    LogExtent log = new LogExtent("topic-a", Map.of(0, held));
    StartCheck.requireContinuation(position, Optional.of(log));
  }
}
