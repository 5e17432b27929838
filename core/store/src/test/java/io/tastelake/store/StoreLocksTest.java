package io.tastelake.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class StoreLocksTest extends TestDatabases {

  @Test
  void locksOfOneKeyExcludeEachOtherUntilTheTransactionEnds() {
    CompletableFuture<Boolean> second =
        store.inTransaction(
            connection -> {
              new StoreLocks(connection).take(7);
              return waitingFor(locks -> locks.take(7));
            });
    await().until(second::isDone);
    assertThat(second.join()).isTrue();
  }

  @Test
  void oneOfSeveralStripesIsEnoughToWait() {
    CompletableFuture<Boolean> second =
        store.inTransaction(
            connection -> {
              new StoreLocks(connection).take(1, new Integer[] {2, 3});
              assertThat(taken(locks -> locks.take(1, new Integer[] {4}))).isTrue();
              assertThat(taken(locks -> locks.take(2, new Integer[] {2, 3}))).isTrue();
              return waitingFor(locks -> locks.take(1, new Integer[] {3, 5}));
            });
    await().until(second::isDone);
    assertThat(second.join()).isTrue();
  }

  @Test
  void theIdleTimeoutIsOfTheTransactionAlone() {
    store.run(
        connection -> {
          String inside =
              connection.inTransaction(
                  same -> {
                    new StoreLocks(same).endWhenIdle();
                    return timeout(same);
                  });
          assertThat(inside).isEqualTo("30s");
          assertThat(timeout(connection)).isEqualTo("0");
        });
  }

  private static String timeout(StoreConnection connection) {
    return connection.query(
        "SHOW idle_in_transaction_session_timeout", query -> query.mapTo(String.class).one());
  }

  private interface Take {
    void from(StoreLocks locks);
  }

  private boolean taken(Take take) {
    return store.inTransaction(
        connection -> {
          take.from(new StoreLocks(connection));
          return true;
        });
  }

  private CompletableFuture<Boolean> waitingFor(Take take) {
    CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(() -> taken(take));
    await().until(() -> postgres.waiting() == 1);
    return waiting;
  }
}
