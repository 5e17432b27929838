package io.tastelake.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.rating.Rating;
import io.tastelake.domain.taste.Revision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever others write between two writes: in the end what was written last is shown. */
class TasteWritesTest extends TestDatabases {

  private static final UserId ANN = new UserId("ann");
  private static final UserId BOB = new UserId("Bob");
  private static final DatabaseId GONE = new DatabaseId("gone000000000000000000");

  private final TasteWrites writes = new TasteWrites(1_000);

  @Test
  void onlyWhatDiffersIsTouched() {
    write(1, "lamp", 5, "sofa", 6, "rug", 7);
    List<String> before = places("lamp", "sofa");
    write(2, "lamp", 5, "sofa", 6, "rug", 8, "desk", 9);
    assertThat(places("lamp", "sofa")).isEqualTo(before);
    assertShown("desk|9", "lamp|5", "rug|8", "sofa|6");
    write(3, "sofa", 6);
    assertThat(places("sofa")).isEqualTo(before.subList(1, 2));
    assertShown("sofa|6");
    assertThat(writes.remembered()).isOne();
  }

  /** A write in full compares, too. */
  @Test
  void onlyWhatDiffersIsTouchedByAWriterWhoRemembersNothing() {
    write(1, "lamp", 5, "sofa", 6);
    List<String> before = places("lamp");
    new TasteWrites(0).all(connection, List.of(taste(SHOP, ANN, 2, "lamp", 5, "desk", 7)));
    assertThat(places("lamp")).isEqualTo(before);
    assertShown("desk|7", "lamp|5");
  }

  @Test
  void anOlderPairReplacesNothingAndIsNotRemembered() {
    write(5, "lamp", 5);
    write(4, "sofa", 5);
    assertShown("lamp|5");
    write(5, "desk", 5);
    assertShown("desk|5");
    write(6, "desk", 5, "rug", 1);
    assertShown("desk|5", "rug|1");
  }

  @Test
  void aForgetBetweenTwoWrites() {
    write(1, "lamp", 5, "sofa", 6);
    Instant forgotten = Instant.parse(clock());
    new TasteTable(connection).forget(SHOP, List.of(ANN), forgotten);
    write(2, "lamp", 5, "sofa", 7); // does not know it
    assertShown();
    TasteReplacement knows =
        new TasteReplacement(
            SHOP, ANN, new Revision(1, 3), forgotten, ratings("lamp", 5, "desk", 2), Map.of());
    writes.all(connection, List.of(knows));
    assertShown("desk|2", "lamp|5");
  }

  @Test
  void aRepairBetweenTwoWrites() {
    write(1, "lamp", 5, "sofa", 6);
    boolean repaired =
        new TasteTable(connection)
            .repair(
                SHOP,
                new UserRatings(ANN, new Revision(1, 1), ratings("rug", 5)),
                Instant.parse("2100-01-01T00:00:00Z"));
    assertThat(repaired).isTrue();
    write(2, "lamp", 5, "sofa", 7);
    assertShown("lamp|5", "sofa|7");
  }

  /** As while jobs are upgraded. */
  @Test
  void aJobOfTheVersionBeforeBetweenTwoWrites() {
    write(1, "lamp", 5, "sofa", 6);
    int unused =
        postgres.execute(
            """
            CALL replace_taste('ann', 1, 1, ?, now(), ARRAY['rug'], ARRAY[5::float8],
              ARRAY[1::float8], '{}'::text[], '{}'::text[])
            """,
            SHOP.value());
    write(2, "lamp", 5, "sofa", 7);
    assertShown("lamp|5", "sofa|7");
  }

  @Test
  void anotherWriterBetweenTwoWrites() {
    TasteWrites other = new TasteWrites(1_000);
    write(1, "lamp", 5);
    other.all(connection, List.of(taste(SHOP, ANN, 2, "sofa", 5)));
    write(3, "lamp", 5, "rug", 5);
    other.all(connection, List.of(taste(SHOP, ANN, 4, "sofa", 5, "desk", 5)));
    assertShown("desk|5", "sofa|5");
  }

  @Test
  void whatWasNotCommittedIsNotRemembered() {
    write(1, "lamp", 5);
    assertThatThrownBy(() -> write(2, "lamp", 5, "so\u0000fa", 5))
        .isInstanceOf(StoreException.class);
    assertShown("lamp|5");
    write(2, "lamp", 5, "rug", 5);
    assertShown("lamp|5", "rug|5");
  }

  @Test
  void aRowThatIsGoneIsWrittenInFull() {
    write(1, "lamp", 5, "sofa", 6);
    int unused = postgres.execute("DELETE FROM tastes WHERE user_id = 'ann'");
    write(2, "lamp", 5, "sofa", 7);
    assertShown("lamp|5", "sofa|7");
  }

  @Test
  void usersOfSeveralDatabasesAndOfNone() {
    writes.all(
        connection,
        List.of(
            taste(SHOP, ANN, 1, "lamp", 5),
            taste(GONE, ANN, 1, "lamp", 5),
            taste(OTHER, ANN, 1, "sofa", 5),
            taste(SHOP, BOB, 1)));
    assertThat(postgres.rows("SELECT database_id, user_id FROM tastes ORDER BY 1, 2"))
        .containsExactly(OTHER + "|ann", SHOP + "|Bob", SHOP + "|ann");
    assertThat(postgres.rows("SELECT item_id FROM inferred_ratings ORDER BY 1"))
        .containsExactly("lamp", "sofa");
  }

  @Test
  void vectorsOfOtherModelsGoAndAllHaveThePair() {
    writeVectors(1, Map.of("a", new float[] {0.5f, -2}, "b", new float[] {1}));
    assertVectors("a|1|{0.5,-2}", "b|1|{1}");
    writeVectors(2, Map.of("a", new float[] {3, 4}, "b", new float[] {1}));
    assertVectors("a|2|{3,4}", "b|2|{1}");
    writeVectors(3, Map.of("b", new float[] {7}, "c", new float[0]));
    assertVectors("b|3|{7}", "c|3|{}");
    new TasteWrites(0)
        .all(
            connection,
            List.of(
                new TasteReplacement(
                    SHOP, ANN, new Revision(1, 3), Instant.EPOCH, Map.of(), Map.of())));
    assertVectors();
  }

  @Test
  void aPublishedVectorIsTheOneGiven() {
    write(1, "lamp", 5);
    int published =
        new TasteVectorsTable(connection)
            .publish(
                SHOP,
                "m",
                List.of(
                    new TasteVectorsTable.Row(BOB, new Revision(1, 1), new float[] {9, 9}),
                    new TasteVectorsTable.Row(ANN, new Revision(1, 1), new float[] {0.5f, -2})));
    assertThat(published).isOne();
    assertVectors("m|1|{0.5,-2}");
  }

  /** Two writers of a small memory and whatever comes between, at random. */
  @Test
  void whateverComesBetween() {
    long seed = new Random().nextLong();
    System.out.println("TasteWritesTest seed " + seed);
    Random random = new Random(seed);
    List<TasteWrites> writers = List.of(new TasteWrites(60), new TasteWrites(1_000));
    Map<String, Map<ItemId, Rating>> right = new HashMap<>();
    for (int revision = 1; revision <= 60; revision++) {
      List<TasteReplacement> batch = new ArrayList<>();
      for (int user = 0; user < 4; user++) {
        if (random.nextBoolean()) {
          batch.add(random(new UserId("user-" + user), revision, random));
        }
      }
      writers.get(random.nextInt(2)).all(connection, batch);
      batch.forEach(taste -> right.put(taste.user().value(), taste.ratings()));
      if (random.nextInt(10) == 0) {
        UserId lost = new UserId("user-" + random.nextInt(4));
        new TasteTable(connection).forget(SHOP, List.of(lost), Instant.EPOCH);
        right.remove(lost.value());
      }
      right.values().removeIf(Map::isEmpty);
      assertThat(shown()).isEqualTo(right);
    }
  }

  private static TasteReplacement random(UserId user, int revision, Random random) {
    Map<ItemId, Rating> ratings = new HashMap<>();
    for (int item = 0; item < 12; item++) {
      if (random.nextInt(3) > 0) {
        ratings.put(new ItemId("item-" + item), new Rating(1 + random.nextInt(2), 1));
      }
    }
    return new TasteReplacement(
        SHOP, user, new Revision(1, revision), Instant.EPOCH, ratings, Map.of());
  }

  private Map<String, Map<ItemId, Rating>> shown() {
    Map<String, Map<ItemId, Rating>> shown = new HashMap<>();
    postgres
        .rows("SELECT user_id, rating, item_id FROM inferred_ratings")
        .forEach(
            row -> {
              int first = row.indexOf('|');
              int second = row.indexOf('|', first + 1);
              double rating = Double.parseDouble(row.substring(first + 1, second));
              shown
                  .computeIfAbsent(row.substring(0, first), user -> new HashMap<>())
                  .put(new ItemId(row.substring(second + 1)), new Rating(rating, 1));
            });
    return shown;
  }

  private void write(long revision, Object... ratings) {
    writes.all(connection, List.of(taste(SHOP, ANN, revision, ratings)));
  }

  private void writeVectors(long revision, Map<String, float[]> vectors) {
    writes.all(
        connection,
        List.of(
            new TasteReplacement(
                SHOP, ANN, new Revision(1, revision), Instant.EPOCH, Map.of(), vectors)));
  }

  private static TasteReplacement taste(
      DatabaseId database, UserId user, long revision, Object... ratings) {
    return new TasteReplacement(
        database,
        user,
        new Revision(1, revision),
        Instant.EPOCH,
        ratings(ratings),
        Map.of("m", new float[] {1, revision}));
  }

  private static Map<ItemId, Rating> ratings(Object... itemsAndValues) {
    Map<ItemId, Rating> ratings = new HashMap<>();
    for (int i = 0; i < itemsAndValues.length; i += 2) {
      ratings.put(
          new ItemId((String) itemsAndValues[i]), new Rating((int) itemsAndValues[i + 1], 1));
    }
    return ratings;
  }

  /** Where rows lie: another place, or another transaction, if they were touched. */
  private List<String> places(String... items) {
    List<String> places = new ArrayList<>();
    for (String item : items) {
      places.addAll(
          postgres.rows("SELECT ctid, xmin FROM inferred_ratings WHERE item_id = ?", item));
    }
    return places;
  }

  private String clock() {
    return postgres
        .rows(
            "SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC',"
                + " 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')")
        .get(0);
  }

  private void assertShown(String... ratings) {
    assertThat(
            postgres.rows(
                "SELECT item_id, rating FROM inferred_ratings WHERE user_id = 'ann' ORDER BY 1"))
        .containsExactly(ratings);
  }

  private void assertVectors(String... vectors) {
    assertThat(
            postgres.rows(
                "SELECT model_id, revision, vector FROM taste_vectors ORDER BY model_id COLLATE \"C\""))
        .containsExactly(vectors);
  }
}
