package io.tastelake.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoundsTest {

  private final List<String> turns = new ArrayList<>();

  @Test
  void contestantsTakeTurnsAndWarmUpsDoNotCount() throws Exception {
    Scripted one = new Scripted("one", 1_000, 10, 30, 20);
    Scripted other = new Scripted("other", 1_000, 5, 5, 4);

    Rounds rounds = Rounds.alternate(List.of(one, other), 1, 3);

    assertThat(turns)
        .containsExactly("one", "other", "one", "other", "other", "one", "one", "other");
    assertThat(rounds.median(one, "rows/s")).isEqualTo(20);
    assertThat(rounds.ratio(one, other, "rows/s")).isEqualTo(5);
  }

  @Test
  void theMedianOfAnEvenNumberLiesBetweenTheTwoInTheMiddle() {
    assertThat(Rounds.median(4, 1, 3, 100)).isEqualTo(3.5);
  }

  private final class Scripted implements Contestant {

    private final String name;
    private final Iterator<Double> values;

    Scripted(String name, double... values) {
      this.name = name;
      this.values = Arrays.stream(values).iterator();
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Sample run() {
      turns.add(name);
      return new Sample(Map.of("rows/s", values.next()));
    }
  }
}
