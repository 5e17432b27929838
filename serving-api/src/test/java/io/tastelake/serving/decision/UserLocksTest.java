package io.tastelake.serving.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.contracts.log.MicrosecondClock;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.serving.store.StorePool;
import io.tastelake.store.OnlineStore;
import io.tastelake.store.TasteTable;
import io.tastelake.store.TestStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Decisions about the same users in different orders wait for each other, and never in a circle.
 */
class UserLocksTest {

  private static final DatabaseId DATABASE = DatabaseId.of(new UUID(3, 4));
  private static final int THREADS = 16;
  private static final int USERS = 300;
  private static final int ROUNDS = 4;
  private static final List<UserId> IDS =
      IntStream.range(0, USERS).mapToObj(i -> new UserId("user-" + i)).toList();

  private static TestStore postgres;
  private static StorePool pool;
  private static OnlineStore store;

  @BeforeAll
  static void startStore() {
    postgres = TestStore.start();
    postgres.addDatabase(DATABASE, "text", "text");
    pool =
        StorePool.open(
            new StorePool.Settings(
                postgres.url(), postgres.user(), postgres.password(), THREADS + 4));
    store = pool.store();
  }

  @AfterAll
  static void stopStore() {
    pool.close();
    postgres.close();
  }

  /** Each user's decisions exclude one another: none begins before the one before is committed. */
  @Test
  void manyUsersInAnyOrderNeverDeadlock() throws Exception {
    Queue<InteractionEvent> log = new ConcurrentLinkedQueue<>();
    try (Decisions decisions = new Decisions(store, appended -> append(log, appended))) {
      concurrently(
          users ->
              decisions.run(
                  DATABASE,
                  users,
                  decision ->
                      decision.publish(
                          List.of(
                              InteractionEvent.forget(
                                  DATABASE,
                                  Actor.of(users.iterator().next()),
                                  new InteractionId(UUID.randomUUID()),
                                  decision.acceptedAt())))));
      decisions.awaitPublished();
    }
    assertThat(log)
        .hasSize(THREADS * ROUNDS)
        .extracting(InteractionEvent::acceptedAt)
        .isSorted()
        .doesNotHaveDuplicates();
  }

  /** What a bulk forget does with the users' tastes, beside decisions about the same users. */
  @Test
  void tastesOfManyUsersAreLockedAndForgottenInAnyOrder() throws Exception {
    try (Decisions decisions = new Decisions(store, appended -> List.of())) {
      concurrently(
          users ->
              decisions.run(
                  DATABASE,
                  users,
                  decision -> {
                    TasteTable tastes = new TasteTable(decision.store());
                    tastes.lock(DATABASE, users);
                    tastes.forget(DATABASE, users, MicrosecondClock.instant(decision.acceptedAt()));
                  }));
    }
    assertThat(postgres.rows("SELECT count(*) FROM tastes")).containsExactly("" + USERS);
  }

  /** Whoever writes tastes without deciding about their users holds no lock of theirs. */
  @Test
  void rowsOfTastesAreTakenInOneOrderByWhoeverHasNoLockOfUsers() throws Exception {
    concurrently(
        users ->
            store.run(
                connection ->
                    connection.inTransaction(
                        transaction -> {
                          TasteTable tastes = new TasteTable(transaction);
                          tastes.forget(DATABASE, users, Instant.EPOCH);
                          tastes.lock(DATABASE, users);
                          return null;
                        })));
  }

  private static List<LoggedEvent> append(
      Queue<InteractionEvent> log, List<InteractionEvent> appended) {
    List<LoggedEvent> logged = new ArrayList<>();
    synchronized (log) {
      for (InteractionEvent event : appended) {
        logged.add(new LoggedEvent(0, log.size(), event));
        log.add(event);
      }
    }
    return logged;
  }

  /** What one of several threads does about the users, which each names in its own order. */
  private interface Work {
    void about(Collection<UserId> users);
  }

  private static void concurrently(Work work) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    CyclicBarrier together = new CyclicBarrier(THREADS);
    List<Callable<Void>> tasks = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      Set<UserId> users = ordered(i);
      tasks.add(
          () -> {
            for (int round = 0; round < ROUNDS; round++) {
              together.await(1, TimeUnit.MINUTES);
              work.about(users);
            }
            return null;
          });
    }
    try {
      for (Future<Void> done : threads.invokeAll(tasks, 2, TimeUnit.MINUTES)) {
        done.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** All users: forwards, backwards, or shuffled. */
  private static Set<UserId> ordered(int thread) {
    List<UserId> users = new ArrayList<>(IDS);
    if (thread % 2 == 1) {
      Collections.reverse(users);
    } else if (thread % 4 == 2) {
      Collections.shuffle(users, new Random(thread));
    }
    return new LinkedHashSet<>(users);
  }
}
