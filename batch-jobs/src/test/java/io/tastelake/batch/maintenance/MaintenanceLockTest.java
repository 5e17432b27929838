package io.tastelake.batch.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tastelake.batch.JobFailedException;
import io.tastelake.batch.store.JobStore;
import io.tastelake.store.OnlineStore;
import io.tastelake.store.SessionLock;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A lock that is never released fails a test, and hangs none: JDBC heeds no interrupt. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class MaintenanceLockTest {

  private static JobStore store;

  private final List<String> heard = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    store = new JobStore();
  }

  @AfterAll
  static void stop() throws Exception {
    store.close();
  }

  private MaintenanceLock lock(String job, Duration timeout) {
    return new MaintenanceLock(store::connect, job, timeout, heard::add);
  }

  /** Another process, as far as PostgreSQL can tell. */
  private static Connection holder(String name) throws Exception {
    Connection connection = store.connect();
    connection.setClientInfo("ApplicationName", name);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT pg_advisory_lock(" + SessionLock.MAINTENANCE + ")");
    }
    return connection;
  }

  @Test
  void failsAfterAWhileAndSaysWhoHoldsIt() throws Exception {
    try (Connection other = holder("tastelake nightly, process 7")) {
      assertThat(other.isClosed()).isFalse();
      assertThatThrownBy(() -> lock("compact", Duration.ofMillis(200)).holding(held -> 1))
          .isInstanceOf(JobFailedException.class)
          .hasMessageContaining("tastelake nightly, process 7")
          .hasMessageContaining("--lock-wait");
    }
    assertThat(heard).singleElement().asString().contains("tastelake nightly, process 7");
  }

  @Test
  void takesOverFromWhoCrashed() throws Exception {
    Connection other = holder("tastelake compact, process 8");
    CompletableFuture<Integer> taken =
        CompletableFuture.supplyAsync(
            () -> lock("compact", Duration.ofMinutes(1)).holding(held -> 1));
    Awaitility.await().until(() -> !heard.isEmpty());
    assertThat(taken).isNotDone();
    other.abort(Runnable::run);
    assertThat(taken).succeedsWithin(20, TimeUnit.SECONDS);
  }

  /** A machine that is gone closes no connection: PostgreSQL must ask. */
  @Test
  void isSoonFreeWhenItsHoldersMachineIsGone() {
    List<Connection> opened = new ArrayList<>();
    OnlineStore.Connections kept =
        () -> {
          opened.add(store.connect());
          return opened.get(0);
        };
    int seconds =
        new MaintenanceLock(kept, "compact", Duration.ofSeconds(1), heard::add)
            .holding(
                held ->
                    setting(opened.get(0), "tcp_keepalives_idle")
                        + setting(opened.get(0), "tcp_keepalives_count")
                            * setting(opened.get(0), "tcp_keepalives_interval"));
    assertThat(seconds).isBetween(1, 60);
  }

  private static int setting(Connection connection, String name) {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SHOW " + name)) {
      row.next();
      return row.getInt(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void isHeldWhileTheWorkIsDoneAndFreeAfterwards() {
    HeldLock ended =
        lock("nightly", Duration.ofSeconds(1))
            .holding(
                held -> {
                  held.require();
                  assertThatThrownBy(() -> elsewhere(lock("compact", Duration.ofMillis(50))))
                      .hasMessageContaining("tastelake nightly");
                  return held;
                });
    assertThat(ended.isHeld()).isFalse();
    assertThat(elsewhere(lock("compact", Duration.ofSeconds(1)))).isOne();
  }

  @Test
  void isFreeAfterWorkThatFailed() {
    MaintenanceLock lock = lock("nightly", Duration.ofSeconds(1));
    assertThatThrownBy(
            () ->
                lock.holding(
                    held -> {
                      throw new IllegalStateException("The disk is full.");
                    }))
        .hasMessage("The disk is full.");
    assertThat(elsewhere(lock("compact", Duration.ofSeconds(1)))).isOne();
  }

  @Test
  void whoLostItIsToldBeforeWritingMore() {
    MaintenanceLock lock = lock("nightly", Duration.ofSeconds(1));
    lock.holding(
        held -> {
          held.require();
          breakConnectionOfHolder();
          assertThat(held.isHeld()).isFalse();
          assertThatThrownBy(held::require)
              .isInstanceOf(JobFailedException.class)
              .hasMessageContaining("The maintenance lock is lost")
              .hasMessageContaining("run this job again");
          return 1;
        });
    int taken = lock.holding(held -> 1);
    assertThat(taken).isOne();
  }

  private static void breakConnectionOfHolder() {
    store.rows("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'");
  }

  private static Integer elsewhere(MaintenanceLock lock) {
    return CompletableFuture.supplyAsync(() -> lock.holding(held -> 1)).join();
  }
}
