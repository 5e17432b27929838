package io.tastelake.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.popularity.Popularity;
import io.tastelake.domain.rating.Rating;
import io.tastelake.domain.taste.Centre;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What is popular by the ratings that are shown: {@link Popularity}, in SQL. */
class PopularRatingsTest extends TestDatabases {

  private static final double NOW = 1.7e9;

  /** Some ratings are given, some inferred, some both; some are old, some of the future. */
  @RepeatedTest(3)
  void isThePureFunctionOfTheRatings() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    Map<String, RatingsTable.Row> inferred = ratings(random);
    Map<String, RatingsTable.Row> given = ratings(random);
    infer(inferred.values());
    store.run(connection -> new RatingsTable(connection).put(SHOP, given.values()));
    Map<String, RatingsTable.Row> shown = new TreeMap<>(inferred);
    shown.putAll(given);
    Popularity expected = new Popularity(NOW);
    for (RatingsTable.Row rating : shown.values()) {
      if (rating.value() > Rating.NEUTRAL) {
        expected.count(rating.item(), rating.ratedAt());
      }
    }
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

  private static Map<String, RatingsTable.Row> ratings(Random random) {
    Map<String, RatingsTable.Row> ratings = new TreeMap<>();
    for (int i = 0; i < 150; i++) {
      UserId user = new UserId("user-" + random.nextInt(20));
      ItemId item = new ItemId("item-" + random.nextInt(15));
      double at =
          switch (random.nextInt(10)) {
            case 0 -> -1.5e11;
            case 1 -> 3e9;
            default -> NOW - random.nextDouble() * 30 * Popularity.HALF_LIFE;
          };
      ratings.put(user + " " + item, new RatingsTable.Row(user, item, 1 + random.nextInt(10), at));
    }
    return ratings;
  }

  private void infer(Collection<RatingsTable.Row> ratings) {
    int tastes =
        postgres.execute(
            "INSERT INTO tastes SELECT ?, 'user-' || number, 1, 1, now()"
                + " FROM generate_series(0, 19) AS number",
            SHOP.value());
    assertThat(tastes).isEqualTo(20);
    int inferred =
        postgres.execute(
            "INSERT INTO inferred_ratings (database_id, user_id, item_id, rating, rated_at)"
                + " SELECT ?, * FROM unnest(?::text[], ?::text[], ?::float8[], ?::float8[])",
            SHOP.value(),
            ratings.stream().map(rating -> rating.user().value()).toArray(String[]::new),
            ratings.stream().map(rating -> rating.item().value()).toArray(String[]::new),
            ratings.stream().map(RatingsTable.Row::value).toArray(Double[]::new),
            ratings.stream().map(RatingsTable.Row::ratedAt).toArray(Double[]::new));
    assertThat(inferred).isEqualTo(ratings.size());
  }

  /** A scale of five: what the current model takes for a like is one here, too. */
  @Test
  void likesAreThoseOfTheCurrentModel() {
    UserId ann = new UserId("ann");
    List<RatingsTable.Row> ratings =
        List.of(
            new RatingsTable.Row(ann, new ItemId("good"), 3.5, NOW),
            new RatingsTable.Row(ann, new ItemId("fair"), 3, NOW));
    store.run(connection -> new RatingsTable(connection).put(SHOP, ratings));
    for (String model : List.of("low", "neutral")) {
      double centre = model.equals("low") ? 3 : Rating.NEUTRAL;
      ModelTable.Row row = new ModelTable.Row(SHOP, model, 2, 1, 1, new Centre(centre));
      store.run(
          connection ->
              new ModelTable(connection)
                  .stage(new ModelTable.Trained(row, 1, 1, "", Instant.EPOCH)));
    }
    assertThat(popular(9)).isEmpty();
    store.run(connection -> new ModelTable(connection).publish(SHOP, "low"));
    assertThat(popular(9)).containsOnlyKeys(new ItemId("good"));
    store.run(connection -> new ModelTable(connection).publish(SHOP, "neutral"));
    assertThat(popular(9)).isEmpty();
  }

  @Test
  void theMostPopularComeFirstIfNotAllFit() {
    UserId ann = new UserId("ann");
    List<RatingsTable.Row> ratings =
        List.of(
            new RatingsTable.Row(ann, new ItemId("old"), 9, NOW - 9e6),
            new RatingsTable.Row(ann, new ItemId("new"), 9, NOW),
            new RatingsTable.Row(ann, new ItemId("mid"), 9, NOW - 1e6));
    store.run(connection -> new RatingsTable(connection).put(SHOP, ratings));
    assertThat(popular(2).keySet()).containsExactlyInAnyOrder(new ItemId("new"), new ItemId("mid"));
  }

  @Test
  void meansAreOfAllRatingsTheHighestFirst() {
    List<RatingsTable.Row> ratings =
        List.of(
            new RatingsTable.Row(new UserId("ann"), new ItemId("fair"), 3, NOW),
            new RatingsTable.Row(new UserId("bob"), new ItemId("fair"), 4, NOW),
            new RatingsTable.Row(new UserId("ann"), new ItemId("bad"), 1, NOW),
            new RatingsTable.Row(new UserId("bob"), new ItemId("good"), 5, NOW));
    store.run(connection -> new RatingsTable(connection).put(SHOP, ratings));
    assertThat(means(SHOP, 2)).isEqualTo(Map.of(new ItemId("good"), 5.0, new ItemId("fair"), 3.5));
    assertThat(means(OTHER, 2)).isEmpty();
  }

  private Map<ItemId, Double> means(DatabaseId database, int amount) {
    return store.with(connection -> new ShownRatings(connection).means(database, amount));
  }

  private Map<ItemId, Double> popular(int amount) {
    return store.with(connection -> new ShownRatings(connection).popular(SHOP, NOW, amount));
  }
}
