package io.tastelake.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ZipfTest {

  private static final int ROWS = 1_000_000;
  private static final int MAX = 10_000;

  @Test
  void theMostActiveUserHasAboutTheMostRowsAndTheLeastActiveAboutOne() {
    Zipf users = Zipf.users(ROWS, MAX);
    int[] rows = new int[users.users() + 1];
    SplittableRandom random = new SplittableRandom(1);
    for (int row = 0; row < ROWS; row++) {
      rows[users.byActivity(random)]++;
    }

    assertThat(rows[1]).isBetween(MAX * 9 / 10, MAX * 11 / 10);
    assertThat(rows[users.users() / 10]).isBetween(1, 30);
    assertThat(rows[users.users()]).isLessThan(10);
  }
}
