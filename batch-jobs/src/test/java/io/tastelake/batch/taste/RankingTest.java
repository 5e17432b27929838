package io.tastelake.batch.taste;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RankingTest {

  private static final List<String> RANKED = List.of("a", "b", "c", "d");

  @Test
  void recallIsTheShareOfLikesAmongTheFirst() {
    Ranking ranking = new Ranking(RANKED, Set.of("a", "d", "z", "y"));
    assertThat(ranking.recall(3)).isEqualTo(0.25);
    assertThat(ranking.recall(4)).isEqualTo(0.5);
    assertThat(ranking.recall(50)).isEqualTo(0.5);
  }

  @Test
  void gainIsDiscountedByTheLogarithmOfTheRankAndNormalized() {
    double log3 = Math.log(3) / Math.log(2);
    assertThat(new Ranking(RANKED, Set.of("b")).ndcg(20)).isCloseTo(1 / log3, within(1e-12));
    assertThat(new Ranking(RANKED, Set.of("a", "c")).ndcg(20))
        .isCloseTo((1 + 0.5) / (1 + 1 / log3), within(1e-12));
    assertThat(new Ranking(RANKED, Set.of("a", "b")).ndcg(1)).isEqualTo(1);
    assertThat(new Ranking(RANKED, Set.of("z")).ndcg(100)).isZero();
  }
}
