package io.tastelake.serving.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.serving.TestApi;
import io.tastelake.serving.taste.RememberedFactors;
import io.tastelake.store.OnlineStore;
import io.tastelake.store.RatingsTable;
import io.tastelake.store.ServedSample.Extent;
import io.tastelake.store.TestStore;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

/** Some of what is served is noted; no answer waits for it or fails with it. */
class ServedSamplesTest {

  private static final DatabaseId SHOP = new DatabaseId("shop000000000000000000");
  private static final UserId ANN = new UserId("ann");
  private static final Duration NEVER = Duration.ofDays(1);
  private static final String ROWS =
      "SELECT user_id, model_id IS NOT NULL, whole, served FROM served_samples ORDER BY id";

  private static ServedSamples samples(OnlineStore store, double share, DoubleSupplier chance) {
    return new ServedSamples(
        store, new ServedSamples.Settings(share, NEVER), Clock.systemUTC(), chance);
  }

  private static List<RatingsTable.Row> one(double rating) {
    return List.of(new RatingsTable.Row(ANN, new ItemId("lamp"), rating, 1));
  }

  private static void awaitRows(TestStore store, int rows) {
    await().atMost(Duration.ofMinutes(1)).until(() -> store.rows(ROWS).size() >= rows);
  }

  @Test
  void whatIsServedReachesTheTable() throws Exception {
    ServedSamples.Settings all = new ServedSamples.Settings(1, Duration.ofMillis(50));
    try (TestApi api = TestApi.sampling(all)) {
      String database = api.createReadyDatabase("sampled", "urlsafe64", "urlsafe64");
      String token = api.rootToken(database);
      api.send("GET", "/users/ann/ratings/", token, null);
      awaitRows(api.store, 1);
      api.send("PUT", "/users/ann/ratings/a", token, "{\"rating\": 9}");
      api.send("PUT", "/users/ann/ratings/b", token, "{\"rating\": 8.5}");
      api.send("GET", "/users/ann/ratings/?amt=1", token, null);
      awaitRows(api.store, 2);
      api.send("GET", "/ratings-bulk/?amt=1", token, null);
      awaitRows(api.store, 3);
      String model = UUID.randomUUID().toString();
      Object unused =
          api.factors.train(api.store, database, model, Map.of("a", new float[] {1, 0.5f}));
      RememberedFactors.publish(api.store, database, model);
      String taste =
          api.send("GET", "/users/ann/taste/", token, null).json().path("taste").toString();
      awaitRows(api.store, 4);
      assertThat(api.send("GET", "/recommendation/users/ann/items/", token, null).status())
          .isEqualTo(200);
      awaitRows(api.store, 5);

      List<String> rows = api.store.rows(ROWS);
      assertThat(rows.get(0)).isEqualTo("ann|f|t|{}");
      assertThat(rows.get(1)).isIn("ann|f|f|{\"a\":9.0}", "ann|f|f|{\"b\":8.5}");
      assertThat(rows.get(2)).isEqualTo("ann|f|f|{\"a\":9.0}");
      assertThat(rows.subList(3, 5)).containsOnly("ann|t|t|" + taste);
      assertThat(rows).hasSize(5);
      assertThat(api.metrics.scrape())
          .contains("tastelake_served_samples_total{result=\"written\"} 5.0");
    }
  }

  @Test
  void aFullQueueLosesSamplesAndNothingElse() {
    try (TestStore store = TestStore.start()) {
      store.addDatabase(SHOP, "urlsafe64", "urlsafe64");
      ServedSamples samples = samples(OnlineStore.over(store::connect), 1, () -> 0);
      for (int i = 0; i < ServedSamples.MAX_WAITING + 5; i++) {
        samples.ratings(SHOP, ANN, one(7), Extent.WHOLE);
      }
      assertThat(samples.dropped()).isEqualTo(5);
      samples.close();
      assertThat(samples.written()).isEqualTo(ServedSamples.MAX_WAITING);
      assertThat(store.rows(ROWS)).hasSize(ServedSamples.MAX_WAITING);
    }
  }

  @Test
  void aStoreThatIsAwayLosesSamplesAndNothingElse() {
    OnlineStore away =
        OnlineStore.over(
            () -> {
              throw new SQLException("away", "08001");
            });
    ServedSamples samples = samples(away, 1, () -> 0);
    samples.vector(SHOP, ANN, "model", new float[] {1});
    samples.close();
    samples.vector(SHOP, ANN, "model", new float[] {1});
    assertThat(samples.written()).isZero();
    assertThat(samples.dropped()).isOne();
  }

  @Test
  void asManyAreNotedAsTheShareSays() {
    try (TestStore store = TestStore.start()) {
      store.addDatabase(SHOP, "urlsafe64", "urlsafe64");
      int[] calls = {0};
      ServedSamples samples =
          samples(OnlineStore.over(store::connect), 0.01, () -> calls[0]++ % 100 / 100.0);
      for (int i = 0; i < 1_000; i++) {
        samples.ratings(SHOP, ANN, one(7), Extent.WHOLE);
      }
      samples.close();
      assertThat(samples.written()).isEqualTo(10);
    }
  }

  @Test
  void aShareIsNoMoreThanAll() {
    assertThatThrownBy(() -> ServedSamples.Settings.of(1.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("--served-sample-share must be 0 to 1, not 1.5.");
    assertThatThrownBy(() -> ServedSamples.Settings.of(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
