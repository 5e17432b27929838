package io.tastelake.batch.taste;

import io.tastelake.batch.SharedSpark;
import io.tastelake.batch.maintenance.EachDatabase;
import io.tastelake.batch.maintenance.HeldLock;
import io.tastelake.batch.store.JobStore;
import io.tastelake.batch.taste.TrainItemFactorsConfig.Repetition;
import io.tastelake.batch.taste.TrainItemFactorsConfig.Vectors;
import io.tastelake.batch.taste.Training.Outcome;
import io.tastelake.contracts.lake.ItemFactorsTable;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.taste.ItemFactors;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleBiFunction;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A small table of ratings, a real PostgreSQL, and trainings. */
abstract class TrainingScene {

  static final DatabaseId SHOP = DatabaseId.of(new UUID(1, 1));
  static final DatabaseId EMPTY = DatabaseId.of(new UUID(2, 2));
  static final DatabaseId GONE = DatabaseId.of(new UUID(3, 3));
  static final AlsSettings SETTINGS = new AlsSettings(4, 1, 2, 0.1, 7);
  static final int USERS = 12;

  static SparkSession spark;
  static JobStore store;

  @TempDir Path lake;

  EachDatabase each;
  Instant now = Instant.parse("2026-01-01T00:00:00Z");

  @BeforeAll
  static void open() throws Exception {
    spark = SharedSpark.session();
    store = new JobStore();
  }

  @AfterAll
  static void close() throws Exception {
    store.close();
  }

  @BeforeEach
  void reset() {
    store.reset(List.of(SHOP, EMPTY));
    for (int user = 0; user < USERS; user++) {
      store.execute(
          "INSERT INTO tastes VALUES (?, ?, 1, ?, now())", SHOP.value(), "user-" + user, user);
    }
    rate(0);
    store.execute("INSERT INTO ratings VALUES (?, 'user-1', 'item-0', 9.5, 1)", SHOP.value());
  }

  /** Ratings in lake and store, other ones for each {@code shift}. */
  void rate(int shift) {
    rate((user, item) -> 1 + (user * 5 + item * 7 + shift) % 10);
  }

  /** The same number for all of a user's items. */
  void rate(IntToDoubleFunction byUser) {
    rate((user, item) -> byUser.applyAsDouble(user));
  }

  void rate(ToDoubleBiFunction<Integer, Integer> ofPair) {
    List<Row> rows = new ArrayList<>();
    store.execute("DELETE FROM inferred_ratings");
    for (int user = 0; user < USERS; user++) {
      for (int item = user % 3; item < 9; item += 2) {
        double rating = ofPair.applyAsDouble(user, item);
        Object[] rated = {SHOP.value(), "user-" + user, "item-" + item, rating};
        rows.add(RowFactory.create(rated[0], rated[1], rated[2], rating, 1.0, false));
        store.execute("INSERT INTO inferred_ratings VALUES (?, ?, ?, ?, 1)", rated);
      }
    }
    RatingRows.write(spark, lake, rows);
  }

  List<Outcome> train(TrainItemFactorsConfig config, Consumer<String> progress) {
    now = now.plus(Duration.ofDays(1));
    each = new EachDatabase(HeldLock.UNGUARDED, progress);
    return new Training(
            spark,
            config,
            store,
            HeldLock.UNGUARDED,
            Clock.fixed(now, ZoneOffset.UTC),
            new Random(1),
            progress)
        .run(each);
  }

  List<Outcome> train() {
    return train(config(Repetition.SKIPPED), progress -> {});
  }

  TrainItemFactorsConfig config(Repetition repetition) {
    return new TrainItemFactorsConfig(
        lake.toUri(), Set.of(), SETTINGS, 2, Vectors.PUBLISHED, repetition);
  }

  static String currentModel() {
    return store
        .rows("SELECT model_id FROM current_models WHERE database_id = ?", SHOP.value())
        .get(0);
  }

  ItemFactors factors(String model) {
    return ItemFactorsLake.factors(
        SETTINGS.rank(),
        new ItemFactorsLake(spark, lake.toUri())
            .rows()
            .where("model_id = '" + model + "'")
            .select(ItemFactorsTable.ITEM_ID, ItemFactorsTable.FACTORS));
  }

  List<String> modelsInLake() {
    return new ItemFactorsLake(spark, lake.toUri())
        .rows()
        .select(ItemFactorsTable.MODEL)
        .distinct()
        .as(Encoders.STRING())
        .collectAsList();
  }

  static Map<ItemId, Double> shownRatings(int user) {
    Map<ItemId, Double> ratings = new HashMap<>();
    for (String row :
        store.rows("SELECT item_id, rating FROM shown_ratings WHERE user_id = ?", "user-" + user)) {
      String[] columns = row.split("\\|", -1);
      ratings.put(new ItemId(columns[0]), Double.valueOf(columns[1]));
    }
    return ratings;
  }

  static float[] vector(int user) {
    String text =
        store.rows("SELECT vector FROM taste_vectors WHERE user_id = ?", "user-" + user).get(0);
    String[] numbers = text.substring(1, text.length() - 1).split(",", -1);
    float[] vector = new float[numbers.length];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = Float.parseFloat(numbers[i]);
    }
    return vector;
  }
}
