package io.tastelake.contracts.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LogPositionTest {

  @Provide
  Arbitrary<Map<Integer, Long>> offsets() {
    return Arbitraries.maps(
            Arbitraries.integers().between(0, 1000), Arbitraries.longs().greaterOrEqual(0))
        .ofMaxSize(20);
  }

  @Property
  void roundTrip(@ForAll String topicId, @ForAll("offsets") Map<Integer, Long> next) {
    LogPosition position = new LogPosition(topicId, next);
    assertThat(LogPosition.fromJson(position.toJson())).isEqualTo(position);
  }

  @Test
  void itsTextNeverChanges() {
    LogPosition position =
        LogPosition.start("Kz3Q-_topic").plus(Map.of(10, 5L, 2, 9_007_199_254_740_993L, 0, 0L));
    assertThat(position.toJson())
        .isEqualTo(
            "{\"topicId\":\"Kz3Q-_topic\",\"next\":{\"0\":0,\"2\":9007199254740993,\"10\":5}}");
    assertThat(LogPosition.start("t").toJson()).isEqualTo("{\"topicId\":\"t\",\"next\":{}}");
  }

  @Property
  void movesOnlyThePartitionsNamed(
      @ForAll("offsets") Map<Integer, Long> next, @ForAll("offsets") Map<Integer, Long> moved) {
    LogPosition position = new LogPosition("t", next).plus(moved);
    assertThat(position.topicId()).isEqualTo("t");
    for (int partition = 0; partition <= 1000; partition++) {
      long expected = moved.getOrDefault(partition, next.getOrDefault(partition, 0L));
      assertThat(position.next(partition)).isEqualTo(expected);
      assertThat(position.covers(partition, expected)).isFalse();
      assertThat(position.covers(partition, expected - 1)).isTrue();
    }
  }

  @Property
  void coversEndsIfItCoversTheLastEventBelowEachOfThem(
      @ForAll("offsets") Map<Integer, Long> next, @ForAll("offsets") Map<Integer, Long> ends) {
    LogPosition position = new LogPosition("t", next);
    boolean each =
        ends.entrySet().stream()
            .filter(end -> end.getValue() > 0)
            .allMatch(end -> position.covers(end.getKey(), end.getValue() - 1));
    assertThat(position.covers(ends)).isEqualTo(each);
    assertThat(position.covers(next)).isTrue();
  }

  @Test
  void doesNotCoverEndsOfWhichOneLiesBeyondIt() {
    LogPosition position = new LogPosition("t", Map.of(0, 5L, 1, 5L));
    assertThat(position.covers(Map.of(0, 5L, 1, 4L))).isTrue();
    assertThat(position.covers(Map.of(0, 5L, 1, 6L))).isFalse();
    assertThat(position.covers(Map.of(2, 1L))).isFalse();
    assertThat(position.covers(Map.of(2, 0L))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "null",
        "{",
        "{\"next\":{}}",
        "{\"topicId\":\"t\"}",
        "{\"topicId\":\"t\",\"next\":{\"x\":1}}"
      })
  void refusesOtherText(String text) {
    assertThatThrownBy(() -> LogPosition.fromJson(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Not a log position");
  }
}
