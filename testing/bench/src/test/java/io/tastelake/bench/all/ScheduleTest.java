package io.tastelake.bench.all;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.bench.Main;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;

class ScheduleTest {

  @ParameterizedTest
  @EnumSource
  void allBenchesEndInAnHour(Schedule schedule) {
    assertThat(
            schedule.benches().stream().map(Planned::limit).reduce(Duration.ZERO, Duration::plus))
        .isLessThanOrEqualTo(Duration.ofHours(1));
  }

  @ParameterizedTest
  @EnumSource
  void noBenchIsForgotten(Schedule schedule) {
    List<String> benches = new ArrayList<>(new CommandLine(new Main()).getSubcommands().keySet());
    benches.remove("all");

    assertThat(schedule.benches())
        .extracting(Planned::bench)
        .containsExactlyInAnyOrderElementsOf(benches);
  }

  @ParameterizedTest
  @EnumSource
  void eachBenchKnowsItsArguments(Schedule schedule) {
    for (Planned planned : schedule.benches()) {
      List<String> words = new ArrayList<>(List.of(planned.bench()));
      words.addAll(planned.arguments());

      assertThat(new CommandLine(new Main()).parseArgs(words.toArray(String[]::new)).errors())
          .isEmpty();
    }
  }
}
