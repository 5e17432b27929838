package io.tastelake.store;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.rating.ItemRating;
import io.tastelake.domain.rating.Rating;
import io.tastelake.store.RatingsTable.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which rating counts is said by {@link ItemRating} and, once more, in SQL: both agree. */
class RatingsOutrankTest extends TestDatabases {

  private static final int USERS = 12;
  private static final int ITEMS = 15;
  private static final Comparator<Row> BY_USER_AND_ITEM =
      Comparator.comparing((Row row) -> row.user().value())
          .thenComparing(row -> row.item().value());

  private record Rated(UserId user, ItemId item, ItemRating rating) {

    private Stream<Row> effective() {
      return rating.effective().stream().map(this::row);
    }

    private Stream<Row> given() {
      return rating.given().stream().map(this::row);
    }

    private Stream<Row> inferred() {
      return rating.inferred().stream().map(this::row);
    }

    private Row row(Rating one) {
      return new Row(user, item, one.value(), one.timestamp());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void theStoreShowsTheRatingsThatCountInTheDomain(long seed) {
    List<Rated> all = fill(new Random(seed));
    List<Row> expected = all.stream().flatMap(Rated::effective).sorted(BY_USER_AND_ITEM).toList();
    assertThat(listed(1 + (int) seed * 7)).isEqualTo(expected);
    for (UserId user : all.stream().map(Rated::user).distinct().toList()) {
      assertThat(shown(user))
          .containsExactlyInAnyOrderElementsOf(
              expected.stream().filter(row -> row.user().equals(user)).toList());
    }
    ShownRatings.Counts counts =
        store.with(connection -> new ShownRatings(connection).count(SHOP, 1_000));
    assertThat(counts.ratings()).isEqualTo(expected.size());
  }

  private List<Row> shown(UserId user) {
    return store.with(connection -> new ShownRatings(connection).of(SHOP, user));
  }

  /** All ratings of the database, page by page. */
  private List<Row> listed(int amount) {
    List<Row> rows = new ArrayList<>();
    ShownRatings.Position position = ShownRatings.Position.START;
    List<Row> page;
    do {
      ShownRatings.Position after = position;
      page = store.with(connection -> new ShownRatings(connection).after(after, SHOP, amount));
      rows.addAll(page);
      if (!page.isEmpty()) {
        Row last = page.get(page.size() - 1);
        position = new ShownRatings.Position(last.user().value(), last.item().value());
      }
    } while (page.size() == amount);
    return rows;
  }

  /** Of each pair of user and item no rating, one or both; either may be the newer one. */
  private List<Rated> fill(Random random) {
    List<Rated> all = new ArrayList<>();
    for (int user = 0; user < USERS; user++) {
      for (int item = 0; item < ITEMS; item++) {
        ItemRating rating = new ItemRating(rating(random), rating(random));
        all.add(new Rated(new UserId("user-" + user), new ItemId("item-" + item), rating));
      }
    }
    store.run(
        connection ->
            new RatingsTable(connection).put(SHOP, all.stream().flatMap(Rated::given).toList()));
    insertInferred(all.stream().flatMap(Rated::inferred).toList());
    return all;
  }

  private static Optional<Rating> rating(Random random) {
    return random.nextBoolean()
        ? Optional.of(new Rating(1 + 9 * random.nextDouble(), random.nextInt(1_000)))
        : Optional.empty();
  }

  private void insertInferred(List<Row> rows) {
    String users = array(rows, row -> row.user().value());
    int unusedTastes =
        postgres.execute(
            "INSERT INTO tastes SELECT DISTINCT ?, u, 1, 1, now() FROM unnest(?::text[]) AS u",
            SHOP.value(),
            users);
    int unusedRatings =
        postgres.execute(
            "INSERT INTO inferred_ratings SELECT ?, r.* FROM"
                + " unnest(?::text[], ?::text[], ?::float8[], ?::float8[]) AS r",
            SHOP.value(),
            users,
            array(rows, row -> row.item().value()),
            array(rows, Row::value),
            array(rows, Row::ratedAt));
  }

  private static String array(List<Row> rows, Function<Row, Object> column) {
    return rows.stream().map(column).map(Object::toString).collect(joining(",", "{", "}"));
  }
}
