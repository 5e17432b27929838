package io.tastelake.batch.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tastelake.batch.JobFailedException;
import io.tastelake.batch.SharedSpark;
import io.tastelake.batch.compaction.ComparedLake;
import io.tastelake.batch.decision.DecisionsParity.Found;
import io.tastelake.batch.rating.DriftRecheck;
import io.tastelake.batch.store.JobStore;
import io.tastelake.batch.store.StoreAccess;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.SessionId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.Interaction;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.LoggedEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Decisions of a lake and a real PostgreSQL. */
final class DecisionsParityTest {

  private static final DatabaseId SHOP = DatabaseId.of(new UUID(1, 1));
  private static final DatabaseId OTHER = DatabaseId.of(new UUID(2, 2));
  private static final DatabaseId GONE = DatabaseId.of(new UUID(3, 3));
  private static final UserId ANN = new UserId("ann");
  private static final UserId BOB = new UserId("bob");
  private static final UserId EVA = new UserId("éva");
  private static final SessionId S1 = new SessionId("s1");
  private static final SessionId S2 = new SessionId("s2");

  private static SparkSession spark;
  private static JobStore store;

  @TempDir Path folder;

  private ComparedLake lake;
  private long offset;

  @BeforeAll
  static void open() throws Exception {
    spark = SharedSpark.session();
    store = new JobStore();
  }

  @AfterAll
  static void close() throws Exception {
    store.close();
  }

  @BeforeEach
  void decide() {
    lake = new ComparedLake(folder, spark, 1, 1);
    offset = 0;
    tell(
        InteractionEvent.rate(SHOP, ANN, item("a"), 7, 1, 1),
        InteractionEvent.rate(SHOP, ANN, item("a"), 8, 0.5, 2),
        InteractionEvent.rate(SHOP, ANN, item("b"), 3, 2, 3),
        InteractionEvent.unrate(SHOP, ANN, item("b"), 4),
        InteractionEvent.rate(SHOP, BOB, item("a"), 5, 1, 5),
        InteractionEvent.resolve(SHOP, S2, BOB, 1, 6),
        InteractionEvent.record(
            SHOP, Actor.of(BOB), new Interaction(id(1), item("a"), "view", 1, null), 7),
        InteractionEvent.forget(SHOP, Actor.of(BOB), id(2), 8),
        InteractionEvent.forget(SHOP, Actor.of(S2), id(2), 8),
        InteractionEvent.rate(SHOP, BOB, item("c"), 6, 9, 9),
        InteractionEvent.resolve(SHOP, S1, ANN, 1, 10),
        InteractionEvent.rate(SHOP, EVA, item("a"), 1, 11, 11),
        InteractionEvent.rate(OTHER, ANN, item("a"), 9, 12, 12),
        InteractionEvent.rate(GONE, ANN, item("a"), 4, 13, 13));
    store.reset(List.of(SHOP, OTHER));
    rate(SHOP, ANN, "a", 8, 0.5);
    rate(SHOP, BOB, "c", 6, 9);
    rate(SHOP, EVA, "a", 1, 11);
    rate(OTHER, ANN, "a", 9, 12);
    store.execute("INSERT INTO resolved_sessions VALUES (?, 's1', 'ann', 1)", SHOP.value());
  }

  @AfterEach
  void closeLake() {
    lake.close();
    store.execute("DELETE FROM outbox");
  }

  private static ItemId item(String id) {
    return new ItemId(id);
  }

  private static InteractionId id(long number) {
    return new InteractionId(new UUID(7, number));
  }

  private static void rate(
      DatabaseId database, UserId user, String item, double rating, double at) {
    store.execute(
        "INSERT INTO ratings VALUES (?, ?, ?, ?, ?)",
        database.value(),
        user.value(),
        item,
        rating,
        at);
  }

  /** Appends events to log and lake. */
  private void tell(InteractionEvent... events) {
    List<LoggedEvent> logged = new ArrayList<>();
    for (InteractionEvent event : events) {
      logged.add(new LoggedEvent(0, offset++, event));
    }
    lake.append(logged);
  }

  private static void noRecheck(String said) {
    throw new AssertionError(said);
  }

  private Found find(StoreAccess access, Consumer<String> heard) {
    return new DecisionsParity(spark, lake.root(), access, lake::log, Duration.ZERO)
        .find(new DriftRecheck(Duration.ZERO, heard));
  }

  @Test
  void whatStandsInTheLakeStandsOnline() {
    assertThat(find(store, DecisionsParityTest::noRecheck))
        .isEqualTo(new Found(4, 1, 0, 0, List.of()));
  }

  @Test
  void namesWhoseRatingsOrOwnerAreOthers() {
    store.execute(
        "UPDATE ratings SET rating = 2 WHERE user_id = 'ann' AND database_id = ?", SHOP.value());
    store.execute("UPDATE ratings SET rated_at = 10 WHERE user_id = 'bob'");
    store.execute("DELETE FROM ratings WHERE user_id = 'éva'");
    rate(OTHER, BOB, "a", 5, 5);
    store.execute("UPDATE resolved_sessions SET user_id = 'bob'");
    store.execute("INSERT INTO resolved_sessions VALUES (?, 's2', 'bob', 1)", SHOP.value());

    Found found = find(store, said -> {});

    assertThat(found.drifted()).isEqualTo(6);
    assertThat(found.moving()).isZero();
    assertThat(found.named())
        .hasSize(5)
        .isSubsetOf(
            DriftRecheck.name(SHOP, Actor.of(new SessionId("s1"))),
            DriftRecheck.name(SHOP, Actor.of(new SessionId("s2"))),
            DriftRecheck.name(SHOP, Actor.of(ANN)),
            DriftRecheck.name(SHOP, Actor.of(BOB)),
            DriftRecheck.name(SHOP, Actor.of(new UserId("éva"))),
            DriftRecheck.name(OTHER, Actor.of(BOB)));
  }

  @Test
  void whatWasDecidedSinceTheStoreWasReadIsNoDrift() {
    tell(InteractionEvent.rate(SHOP, ANN, item("d"), 4, 20, 20));
    store.execute("DELETE FROM ratings WHERE user_id = 'bob'");

    Found found = find(store, said -> rate(SHOP, ANN, "d", 4, 20));

    assertThat(found.moving()).isOne();
    assertThat(found.named()).containsExactly(DriftRecheck.name(SHOP, Actor.of(BOB)));
  }

  /** The log's end is asked for when the outbox is through, so one look is enough. */
  @Test
  void waitsForWhatWasDecidedAndIsOnItsWayToTheLog() {
    rate(SHOP, ANN, "d", 4, 20);
    store.execute("INSERT INTO outbox (event) VALUES ('')");
    AtomicInteger connections = new AtomicInteger();
    StoreAccess publishing =
        () -> {
          if (connections.incrementAndGet() == 2) {
            tell(InteractionEvent.rate(SHOP, ANN, item("d"), 4, 20, 20));
            store.execute("DELETE FROM outbox");
          }
          return store.connect();
        };

    assertThat(find(publishing, DecisionsParityTest::noRecheck))
        .isEqualTo(new Found(5, 1, 0, 0, List.of()));
  }

  @Test
  void saysThatDecisionsDoNotReachTheLog() {
    store.execute("INSERT INTO outbox (event) VALUES (''), ('')");
    assertThatThrownBy(() -> find(store, DecisionsParityTest::noRecheck))
        .isInstanceOf(JobFailedException.class)
        .hasMessageContaining("2 decisions still wait in the outbox")
        .hasMessageContaining("an instance of the API runs");
  }
}
