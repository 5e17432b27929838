package io.tastelake.batch.taste;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.batch.SharedSpark;
import io.tastelake.contracts.lake.RatingsTable;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.taste.Centre;
import io.tastelake.domain.taste.FoldIn;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * On real ratings, a fold-in gives each user the factors that Spark gives. Spark's last step solves
 * the users with the item factors that it returns: that is the half-step to hold it against.
 */
final class FoldInEqualsAlsTest {

  private static final AlsSettings SETTINGS = new AlsSettings(8, 2, 2, 0.05, 1);

  private static SparkSession spark;

  @BeforeAll
  static void open() {
    spark = SharedSpark.session();
  }

  @Test
  void givesEachUserOfMovieLensTheFactorsOfSparksOwnHalfStep() {
    assertSameFactors(Movies.ratings(spark, "movies"), Centre.NEUTRAL);
  }

  /** As stars from 0.5 to 5, of which most lie below the middle of the scale. */
  @Test
  void doesSoAroundAnyCentre() {
    Column stars = col(RatingsTable.RATING).divide(2);
    assertSameFactors(
        Movies.ratings(spark, "movies").withColumn(RatingsTable.RATING, stars), new Centre(3));
  }

  private static void assertSameFactors(Dataset<Row> all, Centre centre) {
    Dataset<Row> ratings = all.cache();
    Dataset<Row> participating = FactorsTopology.participating(ratings, centre).cache();
    FactorsTopology.Trained trained =
        FactorsTopology.trained(participating, participating.count(), SETTINGS);
    FoldIn foldIn =
        FoldIn.into(
            ItemFactorsLake.factors(SETTINGS.rank(), trained.items()),
            SETTINGS.alpha(),
            SETTINGS.lambda(),
            centre);
    Map<String, Map<ItemId, Double>> byUser = byUser(ratings);

    List<Row> users = trained.users().collectAsList();

    assertThat(users).hasSizeGreaterThan(600);
    for (Row user : users) {
      assertClose(foldIn.vector(byUser.get(user.getString(0))), user.getList(1), user.getString(0));
    }
  }

  private static Map<String, Map<ItemId, Double>> byUser(Dataset<Row> ratings) {
    Map<String, Map<ItemId, Double>> byUser = new HashMap<>();
    for (Row row :
        ratings
            .select(RatingsTable.USER_ID, RatingsTable.ITEM_ID, RatingsTable.RATING)
            .collectAsList()) {
      byUser
          .computeIfAbsent(row.getString(0), user -> new HashMap<>())
          .put(new ItemId(row.getString(1)), row.getDouble(2));
    }
    return byUser;
  }

  private static void assertClose(float[] actual, List<Float> expected, String user) {
    double product = 0;
    double length = 0;
    double expectedLength = 0;
    double error = 0;
    for (int i = 0; i < actual.length; i++) {
      product += actual[i] * (double) expected.get(i);
      length += actual[i] * (double) actual[i];
      expectedLength += expected.get(i) * (double) expected.get(i);
      error += Math.pow(actual[i] - (double) expected.get(i), 2);
    }
    assertThat(product / Math.sqrt(length * expectedLength))
        .as("cosine of user %s", user)
        .isGreaterThanOrEqualTo(0.99999);
    assertThat(Math.sqrt(error / expectedLength))
        .as("relative error of user %s", user)
        .isLessThanOrEqualTo(1e-4);
  }
}
