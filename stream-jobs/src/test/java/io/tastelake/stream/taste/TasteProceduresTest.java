package io.tastelake.stream.taste;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.rating.Rating;
import io.tastelake.domain.taste.Revision;
import io.tastelake.store.StoreConnection;
import io.tastelake.store.TasteReplacement;
import io.tastelake.store.TasteTable;
import io.tastelake.store.UserRatings;
import java.sql.Connection;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Stream and batch write the same user at the same time. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TasteProceduresTest {

  private static final DatabaseId DATABASE = DatabaseId.of(new UUID(5, 6));
  private static final UserId ANN = new UserId("ann");

  private StoredTastes store;

  @BeforeAll
  void start() throws Exception {
    store = new StoredTastes();
    store.addDatabase(DATABASE);
  }

  @AfterAll
  void stop() throws Exception {
    store.close();
  }

  @Test
  void whoWaitedForARepairReplacesWhatItWrote() throws Exception {
    try (Connection stream = store.access().connect();
        Connection batch = store.access().connect()) {
      replace(stream, 1, "lamp");
      batch.setAutoCommit(false);
      repair(batch, 1, "lamp", "sofa");
      CompletableFuture<Void> replaced =
          CompletableFuture.runAsync(() -> replace(stream, 2, "desk"));
      await().until(() -> store.waiting() == 1);
      batch.commit();
      replaced.join();
    }
    assertThat(store.ratings(DATABASE, ANN)).containsOnlyKeys(new ItemId("desk"));
  }

  private static void replace(Connection connection, long revision, String... items) {
    TasteReplacement.all(
        StoreConnection.on(connection),
        List.of(
            new TasteReplacement(
                DATABASE,
                ANN,
                new Revision(1, revision),
                Instant.now(),
                ratings(items),
                Map.of())));
  }

  private static void repair(Connection connection, long revision, String... items) {
    UserRatings right = new UserRatings(ANN, new Revision(1, revision), ratings(items));
    TasteTable tastes = new TasteTable(StoreConnection.on(connection));
    assertThat(tastes.repair(DATABASE, right, Instant.now())).isTrue();
  }

  private static Map<ItemId, Rating> ratings(String... items) {
    Map<ItemId, Rating> ratings = new HashMap<>();
    for (String item : items) {
      ratings.put(new ItemId(item), new Rating(5, 5));
    }
    return ratings;
  }
}
