package io.tastelake.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.rating.ImplicitToExplicitParameters;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** What a caller of any table may rely on when a statement, or the store itself, fails. */
class OnlineStoreTest extends TestDatabases {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private static final ImplicitToExplicitParameters PARAMETERS =
      new ImplicitToExplicitParameters(Map.of(), OptionalDouble.empty(), 1);

  @Test
  void aTransactionThatThrowsKeepsNothing() {
    assertThatThrownBy(
            () ->
                store.inTransaction(
                    connection -> {
                      put(connection, SHOP);
                      throw new IllegalArgumentException("refused");
                    }))
        .isExactlyInstanceOf(IllegalArgumentException.class);
    assertThat(parametersOf(SHOP)).isFalse();
  }

  @Test
  void aTransactionIsSeenOnceItIsCommitted() {
    store.inTransaction(
        connection -> {
          put(connection, SHOP);
          assertThat(parametersOf(SHOP)).isFalse();
          return true;
        });
    assertThat(parametersOf(SHOP)).isTrue();
  }

  @Test
  void aStatementOutsideATransactionIsKeptAtOnce() {
    store.run(
        connection -> {
          put(connection, SHOP);
          assertThat(parametersOf(SHOP)).isTrue();
        });
  }

  @Test
  void aSnapshotStandsStillAndWritesNothing() {
    store.inSnapshot(
        connection -> {
          assertThat(new ParametersTable(connection).of(SHOP)).isEmpty();
          store.run(other -> put(other, SHOP));
          assertThat(new ParametersTable(connection).of(SHOP)).isEmpty();
          return true;
        });
    assertThatThrownBy(() -> store.inSnapshot(connection -> put(connection, SHOP)))
        .isExactlyInstanceOf(StoreException.class)
        .hasMessageContaining("read-only");
  }

  @Test
  void aConnectionCanWriteAfterASnapshot() {
    store.run(
        connection -> {
          boolean unused =
              connection.inSnapshot(same -> new ParametersTable(same).of(SHOP).isPresent());
          put(connection, SHOP);
        });
    assertThat(parametersOf(SHOP)).isTrue();
  }

  @Test
  void aRowOfADatabaseThatIsGoneIsAMissingReference() {
    DatabaseId gone = new DatabaseId("gone000000000000000000");
    assertThatThrownBy(() -> store.with(connection -> put(connection, gone)))
        .isInstanceOf(MissingReferenceException.class);
  }

  @Test
  void aTakenKeyIsADuplicateAlsoWithinATransaction() {
    assertThatThrownBy(
            () ->
                store.inTransaction(
                    connection -> {
                      String twice = "INSERT INTO secrets VALUES (:name, '')";
                      int unused = connection.update(twice, update -> update.bind("name", "key"));
                      assertThatThrownBy(
                              () -> connection.update(twice, update -> update.bind("name", "key")))
                          .isInstanceOf(DuplicateKeyException.class);
                      return connection.update(twice, update -> update.bind("name", "other"));
                    }))
        .isInstanceOf(StoreException.class);
  }

  @Test
  void aStoreThatCannotBeReachedIsUnavailable() {
    OnlineStore away =
        OnlineStore.over(
            () -> {
              throw new SQLException("no route", "08001");
            });
    assertThatThrownBy(away::open).isInstanceOf(StoreUnavailableException.class);
  }

  @Test
  void aCommitWithoutAnAnswerIsUnavailable() {
    OnlineStore breaking = OnlineStore.over(() -> breakingAtCommit(postgres.connect()));
    assertThatThrownBy(() -> breaking.inTransaction(connection -> put(connection, SHOP)))
        .isInstanceOf(StoreUnavailableException.class);
  }

  @Test
  void aConnectionThatBreaksWithinATransactionIsUnavailable() {
    assertThatThrownBy(
            () ->
                store.inTransaction(
                    connection -> {
                      int process =
                          connection.query(
                              "SELECT pg_backend_pid()", query -> query.mapTo(int.class).one());
                      int unused =
                          postgres.execute("SELECT pg_terminate_backend(" + process + ", 10000)");
                      return put(connection, SHOP);
                    }))
        .isInstanceOf(StoreUnavailableException.class);
  }

  private static Connection breakingAtCommit(Connection connection) {
    return (Connection)
        Proxy.newProxyInstance(
            OnlineStoreTest.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("commit")) {
                connection.abort(Runnable::run);
                throw new SQLException("broken pipe", "08006");
              }
              try {
                return method.invoke(connection, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private boolean parametersOf(DatabaseId database) {
    return store.with(other -> new ParametersTable(other).of(database)).isPresent();
  }

  private static boolean put(StoreConnection connection, DatabaseId database) {
    new ParametersTable(connection).put(database, PARAMETERS, NOW);
    return true;
  }
}
