package io.tastelake.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.popularity.Popularity;
import io.tastelake.domain.rating.Rating;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What is popular by the ratings that are shown: {@link Popularity}, in SQL. */
class PopularRatingsTest extends TestDatabases {

  private static final double NOW = 1.7e9;

  /** Some ratings are given, some inferred, some both; some are old, some of the future. */
  @RepeatedTest(5)
  void isThePureFunctionOfTheRatings() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    Map<String, Rating> shown = new TreeMap<>();
    for (int i = 0; i < 300; i++) {
      write(random, shown);
    }
    Popularity expected = new Popularity(NOW);
    shown.forEach(
        (pair, rating) -> {
          if (rating.value() > Rating.NEUTRAL) {
            expected.count(new ItemId(pair.split(" ")[1]), rating.timestamp());
          }
        });
    Map<ItemId, Double> scores = popular(100);
    assertThat(scores.keySet()).as("seed %d", seed).isEqualTo(expected.scores().keySet());
    expected
        .scores()
        .forEach(
            (item, score) ->
                assertThat(scores.get(item))
                    .as("%s, seed %d", item.value(), seed)
                    .isCloseTo(score, within(1e-9)));
  }

  private void write(Random random, Map<String, Rating> shown) {
    String user = "user-" + random.nextInt(20);
    String item = "item-" + random.nextInt(15);
    String pair = user + " " + item;
    double at =
        switch (random.nextInt(10)) {
          case 0 -> -1.5e11;
          case 1 -> 3e9;
          default -> NOW - random.nextDouble() * 30 * Popularity.HALF_LIFE;
        };
    Rating rating = new Rating(1 + random.nextInt(10), at);
    boolean given = random.nextBoolean();
    if (given) {
      insert("ratings", user, item, rating);
      shown.put(pair, rating);
    } else {
      int unused =
          postgres.execute(
              "INSERT INTO tastes VALUES (?, ?, 1, 1, now()) ON CONFLICT DO NOTHING",
              SHOP.value(),
              user);
      insert("inferred_ratings", user, item, rating);
      if (postgres
          .rows("SELECT FROM ratings WHERE user_id = ? AND item_id = ?", user, item)
          .isEmpty()) {
        shown.put(pair, rating);
      }
    }
  }

  private void insert(String table, String user, String item, Rating rating) {
    int unused =
        postgres.execute(
            "INSERT INTO "
                + table
                + " (database_id, user_id, item_id, rating, rated_at) VALUES (?, ?, ?, ?, ?)"
                + " ON CONFLICT (database_id, user_id, item_id) DO UPDATE"
                + " SET rating = EXCLUDED.rating, rated_at = EXCLUDED.rated_at",
            SHOP.value(),
            user,
            item,
            rating.value(),
            rating.timestamp());
  }

  @Test
  void theMostPopularComeFirstIfNotAllFit() {
    Map<String, Double> times = new HashMap<>(Map.of("old", NOW - 9e6, "new", NOW, "mid", NOW - 1e6));
    times.forEach((item, at) -> insert("ratings", "ann", item, new Rating(9, at)));
    assertThat(popular(2).keySet()).containsExactlyInAnyOrder(new ItemId("new"), new ItemId("mid"));
  }

  private Map<ItemId, Double> popular(int amount) {
    return store.with(connection -> new ShownRatings(connection).popular(SHOP, NOW, amount));
  }
}
