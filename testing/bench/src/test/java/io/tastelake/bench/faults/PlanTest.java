package io.tastelake.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.bench.faults.FaultKind.Track;
import io.tastelake.bench.faults.Plan.Step;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlanTest {

  private static final Set<FaultKind> ALL = EnumSet.allOf(FaultKind.class);

  @Test
  void aSeedHappensAgain() {
    assertThat(steps(7, 40)).isEqualTo(steps(7, 40)).isNotEqualTo(steps(8, 40));
  }

  @Test
  void eachKindHappensBeforeAnyHappensAgain() {
    List<FaultKind> kinds = FaultKind.of(Track.PROCESSES, ALL);

    assertThat(steps(3, kinds.size()).stream().map(Step::kind))
        .containsExactlyInAnyOrderElementsOf(kinds);
  }

  @Test
  void onlyWhatIsWantedHappens() {
    Plan plan = Plan.of(Track.JOBS, EnumSet.of(FaultKind.COMPACT, FaultKind.RESTART), 1);

    assertThat(plan.next().kind()).isEqualTo(FaultKind.COMPACT);
    assertThat(Plan.of(Track.NETWORK, EnumSet.of(FaultKind.RESTART), 1).isEmpty()).isTrue();
  }

  private static List<Step> steps(long seed, int count) {
    Plan plan = Plan.of(Track.PROCESSES, ALL, seed);
    return Stream.generate(plan::next).limit(count).toList();
  }
}
