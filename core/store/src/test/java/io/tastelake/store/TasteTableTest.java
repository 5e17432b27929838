package io.tastelake.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TasteTableTest extends TestDatabases {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678901Z");
  private static final UserId ANN = new UserId("ann");
  private static final UserId NEW = new UserId("new");

  @BeforeEach
  void fill() {
    for (String sql :
        List.of(
            "INSERT INTO tastes SELECT ?, u, 3, 4, now() FROM unnest('{ann,bob}'::text[]) AS u",
            "INSERT INTO inferred_ratings SELECT ?, u, 'lamp', 6, 1 FROM unnest('{ann,bob}'::text[]) AS u",
            "INSERT INTO taste_vectors SELECT ?, u, 'm', 3, 4, '{0.5,-2}' FROM unnest('{ann,bob}'::text[]) AS u")) {
      int unused = postgres.execute(sql, SHOP.value());
    }
  }

  @Test
  void aForgottenUserKeepsItsPairAndLosesAllElse() {
    store.run(connection -> new TasteTable(connection).forget(SHOP, List.of(ANN, NEW), NOW));
    assertThat(
            postgres.rows(
                "SELECT user_id, generation, revision, forgotten_at = '"
                    + NOW
                    + "' FROM tastes"
                    + " ORDER BY user_id"))
        .containsExactly("ann|3|4|t", "bob|3|4|null", "new|0|0|t");
    for (String table : List.of("inferred_ratings", "taste_vectors")) {
      assertThat(postgres.rows("SELECT user_id FROM " + table)).containsExactly("bob");
    }
  }

  @Test
  void inferredRatingsAreKnownByItem() {
    assertThat(infers("lamp")).isTrue();
    assertThat(infers("sofa")).isFalse();
  }

  private boolean infers(String item) {
    return store.with(connection -> new TasteTable(connection).infers(SHOP, ANN, new ItemId(item)));
  }

  @Test
  void aLockedUserWaitsForTheTransactionAndOthersDoNot() {
    CompletableFuture<Void> blocked =
        store.inTransaction(
            connection -> {
              new TasteTable(connection).lock(SHOP, List.of(ANN));
              store.run(other -> new TasteTable(other).lock(SHOP, List.of(new UserId("bob"))));
              CompletableFuture<Void> waiting =
                  CompletableFuture.runAsync(
                      () -> store.run(other -> new TasteTable(other).lock(SHOP, List.of(ANN))));
              await().until(() -> postgres.waiting() == 1);
              return waiting;
            });
    await().until(blocked::isDone);
    blocked.join();
  }
}
