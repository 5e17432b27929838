package io.tastelake.serving.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.Test;

class OnlineStoreTest {

  @Test
  void aConnectionThatBreaksWithinATransactionIsAnOutageAndNoFault() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
        OnlineStore store = open(postgres)) {
      assertThatThrownBy(() -> store.inTransaction(OnlineStoreTest::breakConnection))
          .isInstanceOf(StoreUnavailableException.class);
      assertThat(store.list("SELECT 1", row -> row.getInt(1))).containsExactly(1);
    }
  }

  private static OnlineStore open(EmbeddedPostgres postgres) {
    String jdbcUrl = postgres.getJdbcUrl("postgres", "postgres");
    return OnlineStore.open(OnlineStore.Settings.of(jdbcUrl, "postgres", ""));
  }

  private static Object breakConnection(Statements statements) {
    return statements.list("SELECT pg_terminate_backend(pg_backend_pid())", row -> 1);
  }
}
