package io.tastelake.serving.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tastelake.store.StoreClock;
import io.tastelake.store.StoreConnection;
import io.tastelake.store.StoreUnavailableException;
import io.tastelake.store.TestStore;
import org.junit.jupiter.api.Test;

class StorePoolTest {

  @Test
  void aConnectionThatBreaksWithinATransactionIsAnOutageAndNoFault() {
    try (TestStore postgres = TestStore.empty();
        StorePool pool = open(postgres)) {
      assertThatThrownBy(
              () ->
                  pool.store()
                      .inTransaction(
                          connection -> {
                            long unused = micros(connection);
                            endTransactions(postgres);
                            return micros(connection);
                          }))
          .isInstanceOf(StoreUnavailableException.class);
      long micros = pool.store().with(StorePoolTest::micros);
      assertThat(micros).isPositive();
    }
  }

  @Test
  void openingMigratesWhatIsEmpty() {
    try (TestStore postgres = TestStore.empty()) {
      open(postgres).close();
      assertThat(postgres.rows("SELECT count(*) FROM organizations")).containsExactly("0");
    }
  }

  /** Ends the connection that is in a transaction. */
  private static void endTransactions(TestStore postgres) {
    var ended =
        postgres.rows(
            """
            SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
            WHERE datname = current_database() AND state = 'idle in transaction'
            """);
    assertThat(ended).containsExactly("t");
  }

  private static long micros(StoreConnection connection) {
    return new StoreClock(connection).micros();
  }

  private static StorePool open(TestStore postgres) {
    return StorePool.open(
        StorePool.Settings.of(postgres.url(), postgres.user(), postgres.password()));
  }
}
