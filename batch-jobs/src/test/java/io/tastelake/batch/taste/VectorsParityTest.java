package io.tastelake.batch.taste;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.batch.SharedSpark;
import io.tastelake.batch.maintenance.HeldLock;
import io.tastelake.batch.rating.DriftRecheck;
import io.tastelake.batch.store.JobStore;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.taste.Centre;
import io.tastelake.store.VectorPublication;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Vectors that are served are those that follow from ratings and model; which are not is said. */
final class VectorsParityTest {

  private static final DatabaseId SHOP = DatabaseId.of(new UUID(1, 1));
  private static final AlsSettings SETTINGS = new AlsSettings(3, 1, 2, 0.1, 7);
  private static final int USERS = 6;
  private static final int ITEMS = 8;

  private static final StructType FACTORS =
      new StructType()
          .add(FactorsTopology.ITEM, DataTypes.StringType, false)
          .add(FactorsTopology.FACTORS, DataTypes.createArrayType(DataTypes.FloatType), false);

  @TempDir Path folder;

  @Test
  void sameIsWhatPointsTheSameWay() {
    float[] right = {1, 2, -3};
    assertThat(VectorsParity.same(List.of(1f, 2f, -3f), right)).isTrue();
    assertThat(VectorsParity.same(List.of(10f, 20f, -30f), right)).isTrue();
    assertThat(VectorsParity.same(List.of(-1f, -2f, 3f), right)).isFalse();
    assertThat(VectorsParity.same(List.of(0f, 0f, 0f), right)).isFalse();
    assertThat(VectorsParity.same(List.of(1f, 2f, -3f), new float[3])).isFalse();
    assertThat(VectorsParity.same(List.of(0f, 0f, 0f), new float[3])).isTrue();
    assertThat(VectorsParity.same(List.of(Float.NaN, 2f, -3f), right)).isFalse();
  }

  /** The cosine of a right angle's small part: 1 − x²/2. */
  @Test
  void theCosineMayFallShortByOneHundredThousandth() {
    float[] right = {1, 0};
    assertThat(VectorsParity.same(List.of(1f, 0.004f), right)).isTrue();
    assertThat(VectorsParity.same(List.of(1f, 0.005f), right)).isFalse();
  }

  @Test
  void namesTheUserWhoseVectorIsWrongAndLeavesOutThoseOutOfDate() throws Exception {
    namesTheWrongOne(Centre.NEUTRAL);
  }

  @Test
  void comparesAroundTheModelsCentre() throws Exception {
    namesTheWrongOne(new Centre(2.5));
  }

  private void namesTheWrongOne(Centre centre) throws Exception {
    SparkSession spark = SharedSpark.session();
    try (JobStore store = new JobStore()) {
      publish(spark, store, centre);
      VectorsParity parity = new VectorsParity(spark, folder.toUri(), store);
      assertThat(parity.find(looks())).isEqualTo(new VectorsParity.Found(USERS, 0, List.of()));

      store.execute("UPDATE taste_vectors SET vector = '{0,0,1}' WHERE user_id = 'user-2'");
      store.execute("UPDATE taste_vectors SET vector = '{0,0,1}' WHERE user_id = 'user-4'");
      store.execute("UPDATE tastes SET revision = revision + 1 WHERE user_id = 'user-4'");
      assertThat(parity.find(looks()))
          .isEqualTo(
              new VectorsParity.Found(
                  USERS - 1, 1, List.of(DriftRecheck.name(SHOP, Actor.of(new UserId("user-2"))))));
    }
  }

  private static DriftRecheck looks() {
    return new DriftRecheck(Duration.ZERO, said -> {});
  }

  /** A model that is current, and each user's vector of it. */
  private void publish(SparkSession spark, JobStore store, Centre centre) {
    store.reset(List.of(SHOP));
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    Model model = Model.trained(SHOP, SETTINGS, centre, "ratings", now, new Random(1));
    ItemFactorsLake lake = new ItemFactorsLake(spark, folder.toUri());
    lake.write(model, spark.createDataFrame(factors(), FACTORS), HeldLock.UNGUARDED);
    new ModelStore(store).stage(model, HeldLock.UNGUARDED);
    for (int user = 0; user < USERS; user++) {
      String id = "user-" + user;
      store.execute("INSERT INTO tastes VALUES (?, ?, 1, ?, now())", SHOP.value(), id, user);
      for (int item = user % 3; item < ITEMS; item += 2) {
        double rating = 1 + (user * 5 + item * 7) % 10;
        store.execute(
            "INSERT INTO inferred_ratings VALUES (?, ?, ?, ?, 1)",
            SHOP.value(),
            id,
            "item-" + item,
            rating);
      }
    }
    new VectorPublication(store.tables(), model.row(), lake.read(model), () -> {}, users -> {})
        .run();
    new ModelStore(store).publish(model, HeldLock.UNGUARDED);
  }

  private static List<Row> factors() {
    Random random = new Random(5);
    List<Row> rows = new ArrayList<>();
    for (int item = 0; item < ITEMS; item++) {
      Object[] factors = new Float[SETTINGS.rank()];
      for (int i = 0; i < factors.length; i++) {
        factors[i] = (float) random.nextGaussian();
      }
      rows.add(RowFactory.create("item-" + item, factors));
    }
    return rows;
  }
}
