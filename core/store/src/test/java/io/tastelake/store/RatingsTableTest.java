package io.tastelake.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.store.RatingsTable.Row;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RatingsTableTest extends TestDatabases {

  private final RatingsTable table = new RatingsTable(connection);

  private static final UserId ANN = new UserId("ann");
  private static final UserId BOB = new UserId("bob");

  @BeforeEach
  void fill() {
    put(SHOP, row("ann", "lamp", 9, 100), row("ann", "sofa", 2, 200), row("bob", "lamp", 5, 300));
    put(OTHER, row("ann", "desk", 7, 400));
    int unusedTastes =
        postgres.execute(
            "INSERT INTO tastes SELECT ?, u, 1, 1, now() FROM unnest('{ann,bob}'::text[]) AS u",
            SHOP.value());
    int unusedRatings =
        postgres.execute(
            "INSERT INTO inferred_ratings SELECT ?, u, i, 6, 150"
                + " FROM unnest('{ann,ann,bob}'::text[], '{lamp,rug,rug}'::text[]) AS r(u, i)",
            SHOP.value());
  }

  @Test
  void aGivenRatingReplacesTheOneBefore() {
    put(SHOP, row("ann", "lamp", 1, 500));
    assertThat(shown(table -> table.of(SHOP, ANN)))
        .containsExactlyInAnyOrder(
            row("ann", "lamp", 1, 500), row("ann", "sofa", 2, 200), row("ann", "rug", 6, 150));
  }

  @Test
  void aUsersRatingsAreShownNewestFirst() {
    assertThat(shown(table -> table.of(SHOP, ANN, 9, 0)))
        .containsExactly(
            row("ann", "sofa", 2, 200), row("ann", "rug", 6, 150), row("ann", "lamp", 9, 100));
    assertThat(shown(table -> table.of(SHOP, ANN, 1, 1)))
        .containsExactly(row("ann", "rug", 6, 150));
  }

  @Test
  void aListingGoesOnAfterItsPosition() {
    assertThat(shown(table -> table.after(ShownRatings.Position.START, SHOP, 3)))
        .containsExactly(
            row("ann", "lamp", 9, 100), row("ann", "rug", 6, 150), row("ann", "sofa", 2, 200));
    assertThat(shown(table -> table.after(new ShownRatings.Position("ann", "sofa"), SHOP, 3)))
        .containsExactly(row("bob", "lamp", 5, 300), row("bob", "rug", 6, 150));
  }

  @Test
  void aWithdrawnRatingShowsTheInferredOne() {
    assertThat(table.delete(SHOP, ANN, new ItemId("lamp"))).isEqualTo(1);
    assertThat(table.delete(SHOP, ANN, new ItemId("lamp"))).isZero();
    assertThat(shown(table -> table.of(SHOP, ANN))).contains(row("ann", "lamp", 6, 150));
  }

  @Test
  void deletingAUsersRatingsLeavesInferredOnesAndOthers() {
    assertThat(table.deleteOf(SHOP, List.of(ANN)))
        .containsExactlyInAnyOrder(new ItemId("lamp"), new ItemId("sofa"));
    assertThat(shown(table -> table.of(SHOP, ANN))).hasSize(2);
    assertThat(shown(table -> table.of(SHOP, BOB))).contains(row("bob", "lamp", 5, 300));
    assertThat(shown(table -> table.of(OTHER, ANN))).hasSize(1);
  }

  @Test
  void countsStopAtTheirLimit() {
    assertThat(count(100)).isEqualTo(new ShownRatings.Counts(5, 2, 3));
    assertThat(count(2).ratings()).isEqualTo(2);
  }

  private ShownRatings.Counts count(int limit) {
    return store.with(connection -> new ShownRatings(connection).count(SHOP, limit));
  }

  private static Row row(String user, String item, double value, double ratedAt) {
    return new Row(new UserId(user), new ItemId(item), value, ratedAt);
  }

  private void put(DatabaseId database, Row... ratings) {
    store.run(connection -> new RatingsTable(connection).put(database, List.of(ratings)));
  }

  private List<Row> shown(Function<ShownRatings, List<Row>> query) {
    return store.with(connection -> query.apply(new ShownRatings(connection)));
  }
}
