package io.tastelake.store;

import static java.util.concurrent.CompletableFuture.runAsync;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.rating.Rating;
import io.tastelake.domain.taste.Revision;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Transactions that get in each other's way: rarely, and then nobody is told. */
class RetriedTransactionsTest extends TestDatabases {

  private static final UserId ANN = new UserId("Ann");
  private static final UserId BOB = new UserId("bob");
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private final AtomicInteger attempts = new AtomicInteger();

  @ParameterizedTest
  @ValueSource(strings = {"40001", "40P01"})
  void whatWasGivenUpForOthersIsDoneAgain(String state) {
    String result =
        store.inTransaction(
            connection -> {
              new TasteTable(connection).lock(SHOP, List.of(ANN));
              if (attempts.incrementAndGet() < 4) {
                throw StoreException.of(new SQLException("given up", state));
              }
              return "done";
            });
    assertThat(result).isEqualTo("done");
    assertThat(attempts).hasValue(4);
    assertThat(users()).containsExactly("Ann");
  }

  @Test
  void notForEver() {
    assertThatThrownBy(() -> failing("40P01")).isInstanceOf(StoreUnavailableException.class);
    assertThat(attempts).hasValue(6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"08006", "57P01", "22021", "23505"})
  void whatFailedOtherwiseIsNotDoneAgain(String state) {
    assertThatThrownBy(() -> failing(state)).isInstanceOf(StoreException.class);
    assertThat(attempts).hasValue(1);
  }

  private void failing(String state) {
    boolean unused =
        store.inTransaction(
            connection -> {
              attempts.incrementAndGet();
              throw StoreException.of(new SQLException("failed", state));
            });
  }

  @Test
  void aDeadlockEndsWithBothDone() {
    CountDownLatch bothHoldOne = new CountDownLatch(2);
    CompletableFuture<Void> one = runAsync(() -> lockOneThenTheOther(ANN, BOB, bothHoldOne));
    CompletableFuture<Void> two = runAsync(() -> lockOneThenTheOther(BOB, ANN, bothHoldOne));
    CompletableFuture.allOf(one, two).orTimeout(30, TimeUnit.SECONDS).join();
    assertThat(attempts).as("attempts of two, of which one met a deadlock").hasValueGreaterThan(2);
    assertThat(users()).containsExactly("Ann", "bob");
  }

  private void lockOneThenTheOther(UserId first, UserId second, CountDownLatch bothHoldOne) {
    boolean unused =
        store.inTransaction(
            connection -> {
              attempts.incrementAndGet();
              TasteTable tastes = new TasteTable(connection);
              tastes.lock(SHOP, List.of(first));
              bothHoldOne.countDown();
              await().until(() -> bothHoldOne.getCount() == 0);
              tastes.lock(SHOP, List.of(second));
              return true;
            });
  }

  /** Both begin with Ann, whom neither finds: so whoever comes second waits with empty hands. */
  @Test
  void absentRowsAreLockedInOneOrder() throws Exception {
    try (var holder = postgres.connect();
        var statement = holder.createStatement()) {
      holder.setAutoCommit(false);
      statement.execute("INSERT INTO tastes VALUES ('" + SHOP + "', 'bob', 1, 1, now())");
      CompletableFuture<Void> forgetting = runAsync(() -> forget(List.of(BOB, ANN)));
      await().until(() -> postgres.waiting() == 1);
      CompletableFuture<Void> writing = runAsync(() -> replace(List.of(BOB, ANN)));
      await().until(() -> postgres.waiting() == 2);
      holder.rollback();
      CompletableFuture.allOf(forgetting, writing).orTimeout(30, TimeUnit.SECONDS).join();
    }
    assertThat(attempts).hasValue(2);
    assertThat(users()).containsExactly("Ann", "bob");
  }

  private void forget(List<UserId> users) {
    boolean unused =
        store.inTransaction(
            connection -> {
              attempts.incrementAndGet();
              TasteTable tastes = new TasteTable(connection);
              tastes.lock(SHOP, users);
              tastes.forget(SHOP, users, NOW);
              return true;
            });
  }

  private void replace(List<UserId> users) {
    store.run(
        connection -> {
          boolean unused =
              connection.inTransaction(
                  same -> {
                    attempts.incrementAndGet();
                    TasteReplacement.all(same, users.stream().map(this::replacement).toList());
                    return true;
                  });
        });
  }

  private TasteReplacement replacement(UserId user) {
    return new TasteReplacement(
        SHOP,
        user,
        new Revision(1, 1),
        Instant.EPOCH,
        Map.of(new ItemId("lamp"), new Rating(7, 1)),
        Map.of());
  }

  @Test
  void aDatabaseThatIsGoneHasNobodyToLock() {
    postgres.removeDatabase(SHOP);
    boolean unused =
        store.inTransaction(
            connection -> {
              new TasteTable(connection).lock(SHOP, List.of(ANN));
              return true;
            });
    assertThat(users()).isEmpty();
  }

  private List<String> users() {
    return postgres.rows("SELECT user_id FROM tastes ORDER BY user_id");
  }
}
