package io.tastelake.serving.fairness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FairSharesTest {

  private final FairShares shares = new FairShares(16, 3, 1);

  private int all(String holder) {
    int taken = 0;
    while (shares.take(holder)) {
      taken++;
    }
    return taken;
  }

  @Test
  void whoeverIsAloneHasMost() {
    assertThat(all("greedy")).isEqualTo(12);
    assertThat(shares.isEmpty()).isFalse();
  }

  /** A fixed reserve would be shared out by those who are there. */
  @Test
  void whatComesBackIsForTheNextWhoHasNone() {
    assertThat(all("first")).isEqualTo(12);
    assertThat(all("second")).isEqualTo(3);
    assertThat(all("third")).isEqualTo(1);
    assertThat(shares.isEmpty()).isTrue();
    shares.giveBack("first");
    assertThat(List.of("first", "second", "third")).noneMatch(shares::take);
    assertThat(shares.take("late")).isTrue();
  }

  @Test
  void whatComesBackGoesToWhoHasLess() {
    all("greedy");
    all("modest");
    for (int i = 0; i < 6; i++) {
      shares.giveBack("greedy");
    }
    assertThat(all("modest")).isGreaterThan(2);
    assertThat(all("late")).isPositive();
  }

  @Test
  void theLastPlaceIsForHoldersOfFewAndAllComeBack() {
    FairShares two = new FairShares(2, 7, 1);
    assertThat(two.take("a")).isTrue();
    assertThat(two.take("a")).isFalse();
    assertThat(two.take("b")).isTrue();
    assertThat(two.isEmpty()).isTrue();
    assertThat(two.take("c")).isFalse();
    two.giveBack("a");
    assertThat(two.take("b")).isFalse();
    assertThat(two.take("c")).isTrue();
    FairShares one = new FairShares(1, 7, 1);
    assertThat(one.take("a")).isTrue();
    one.giveBack("a");
    assertThat(one.take("b")).isTrue();
  }
}
