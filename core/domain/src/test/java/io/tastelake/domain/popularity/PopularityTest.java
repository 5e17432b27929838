package io.tastelake.domain.popularity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.taste.TopItems;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PopularityTest {

  private static final double NOW = 1.7e9;
  private static final ItemId LAMP = new ItemId("lamp");
  private static final ItemId SOFA = new ItemId("sofa");

  /** The sum as it is defined, as of now. */
  @Property(tries = 200)
  void isTheDecayedSumInAnyOrder(
      @ForAll @IntRange(min = 1, max = 50) int count, @ForAll Random random) {
    List<Double> times = new ArrayList<>();
    double sum = 0;
    for (int i = 0; i < count; i++) {
      double age = random.nextDouble() * 60 * Popularity.HALF_LIFE - Popularity.HALF_LIFE;
      times.add(NOW - age);
      sum += Math.pow(2, -Math.max(0, age) / Popularity.HALF_LIFE);
    }
    Collections.shuffle(times, random);
    Popularity popularity = new Popularity(NOW);
    times.forEach(time -> popularity.count(LAMP, time));
    double asOfNow = popularity.scores().get(LAMP) - NOW / Popularity.HALF_LIFE;
    assertThat(asOfNow).isCloseTo(Math.log(sum) / Math.log(2), within(1e-9));
  }

  @Test
  void whoIsLateCountsMoreAndTheFutureCountsAsNow() {
    Popularity popularity = new Popularity(NOW);
    popularity.count(LAMP, NOW - 2 * Popularity.HALF_LIFE);
    popularity.count(LAMP, NOW - 2 * Popularity.HALF_LIFE);
    popularity.count(SOFA, NOW - Popularity.HALF_LIFE / 2);
    assertThat(popularity.scores().get(SOFA)).isGreaterThan(popularity.scores().get(LAMP));
    Popularity future = new Popularity(NOW);
    future.count(LAMP, 3e9);
    future.count(SOFA, NOW);
    assertThat(future.scores().get(LAMP)).isEqualTo(future.scores().get(SOFA));
  }

  @Test
  void theOldestTimesThatThereAreHaveANumber() {
    Popularity popularity = new Popularity(NOW);
    popularity.count(LAMP, -1.5e11);
    popularity.count(LAMP, NOW);
    popularity.count(SOFA, -1.5e11);
    assertThat(popularity.scores().values()).allMatch(Double::isFinite);
  }

  @Property(tries = 200)
  void followingPlacesVisitsWhatIsWantedOnce(
      @ForAll @IntRange(min = 0, max = 40) int items,
      @ForAll @IntRange(min = 1, max = 9) int amount,
      @ForAll Random random) {
    Map<ItemId, Double> scores = new HashMap<>();
    for (int i = 0; i < items; i++) {
      scores.put(new ItemId("item-" + i), (double) random.nextInt(5));
    }
    PopularItems popular = PopularItems.of(scores);
    List<TopItems.Place> visited = new ArrayList<>();
    Optional<TopItems.Place> after = Optional.empty();
    List<TopItems.Place> page;
    do {
      page = popular.next(amount, item -> item.value().length() == 6, after);
      visited.addAll(page);
      after = page.isEmpty() ? after : Optional.of(page.get(page.size() - 1));
    } while (!page.isEmpty());
    assertThat(visited)
        .extracting(TopItems.Place::item)
        .containsExactlyElementsOf(
            scores.keySet().stream()
                .filter(item -> item.value().length() == 6)
                .sorted(
                    Comparator.comparing((ItemId item) -> -scores.get(item))
                        .thenComparing(ItemId::value))
                .toList());
  }

  @Test
  void aListGoesOnWhereAnItemWasThatRoseSince() {
    PopularItems now = PopularItems.of(Map.of(LAMP, 9.0, SOFA, 1.0));
    assertThat(now.next(5, item -> true, Optional.of(new TopItems.Place(3, LAMP))))
        .extracting(TopItems.Place::item)
        .containsExactly(SOFA);
  }
}
