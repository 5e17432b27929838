package io.tastelake.serving.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tastelake.contracts.lake.LogPosition;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.Change;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.log.EventLog;
import io.tastelake.log.LogUnavailableException;
import io.tastelake.serving.store.StorePool;
import io.tastelake.store.OnlineStore;
import io.tastelake.store.TestStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Decisions of several instances on one PostgreSQL, and a log that can be away. */
class DecisionsTest {

  private static final DatabaseId DATABASE = DatabaseId.of(new UUID(1, 2));
  private static final UserId ANN = new UserId("ann");

  private static TestStore postgres;
  private static StorePool pool;
  private static OnlineStore store;

  private final SwitchedLog log = new SwitchedLog();
  private Decisions decisions;

  /** A log in memory that is there, or not, or stores without acknowledging. */
  private static final class SwitchedLog implements EventLog {

    enum State {
      THERE,
      AWAY,
      SILENT
    }

    private final List<LoggedEvent> events = new ArrayList<>();
    private volatile State state = State.THERE;

    @Override
    public synchronized List<LoggedEvent> append(List<InteractionEvent> appended) {
      if (state == State.AWAY) {
        throw new LogUnavailableException("away", null);
      }
      int first = events.size();
      appended.forEach(event -> events.add(new LoggedEvent(0, events.size(), event)));
      if (state == State.SILENT) {
        throw new LogUnavailableException("silent", null);
      }
      return List.copyOf(events.subList(first, events.size()));
    }

    synchronized List<InteractionEvent> events() {
      return events.stream().map(LoggedEvent::event).toList();
    }
  }

  @BeforeAll
  static void startStore() {
    postgres = TestStore.start();
    pool = open();
    store = pool.store();
  }

  private static StorePool open() {
    return StorePool.open(
        StorePool.Settings.of(postgres.url(), postgres.user(), postgres.password()));
  }

  @AfterAll
  static void stopStore() {
    pool.close();
    postgres.close();
  }

  @BeforeEach
  void start() {
    decisions = new Decisions(store, log);
  }

  @AfterEach
  void stop() {
    log.state = SwitchedLog.State.THERE;
    decisions.awaitPublished();
    decisions.close();
  }

  @Test
  void decisionsOfOneUserReachTheLogInTheOrderOfTheirAcceptance() throws Exception {
    int each = 40;
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try (StorePool otherPool = open();
        Decisions other = new Decisions(otherPool.store(), log)) {
      for (var done :
          threads.invokeAll(
              Collections.nCopies(
                  8,
                  () -> {
                    for (int i = 0; i < each; i++) {
                      decide(i % 2 == 0 ? decisions : other, i);
                    }
                    return null;
                  }))) {
        done.get();
      }
      decisions.awaitPublished();
    } finally {
      threads.shutdown();
    }
    assertThat(log.events()).hasSize(8 * each);
    assertThat(log.events())
        .extracting(InteractionEvent::acceptedAt)
        .isSorted()
        .doesNotHaveDuplicates();
  }

  @Test
  void aDecisionThatFailsLeavesNothing() {
    assertThatThrownBy(
            () ->
                decisions.decide(
                    DATABASE,
                    ANN,
                    decision -> {
                      decision.publish(List.of(forgotten(1, decision.acceptedAt())));
                      throw new IllegalStateException("no");
                    }))
        .hasMessage("no");
    decisions.awaitPublished();
    assertThat(log.events()).isEmpty();
  }

  @Test
  void whatIsDecidedWhileTheLogIsAwayIsPublishedByWhoeverFindsItBack() {
    log.state = SwitchedLog.State.AWAY;
    decide(decisions, 1);
    decide(decisions, 2);
    assertThatThrownBy(decisions::awaitPublished).isInstanceOf(LogUnavailableException.class);
    decisions.close();
    log.state = SwitchedLog.State.THERE;
    try (Decisions other = new Decisions(store, log)) {
      await().until(() -> log.events().size() == 2);
      other.awaitPublished();
    }
    assertThat(log.events())
        .extracting(event -> ((Change.Forgotten) event.change()).id().orElseThrow())
        .containsExactly(id(1), id(2));
    decisions = new Decisions(store, log);
  }

  @Test
  void whatTheLogStoredWithoutAcknowledgingIsPublishedAgainAndPlacedWhereItWasAcknowledged() {
    Forgets forgets = new Forgets(store);
    log.state = SwitchedLog.State.SILENT;
    Actor actor = Actor.of(ANN);
    decisions.decide(
        DATABASE,
        ANN,
        decision -> {
          Forgets.forget(decision, DATABASE, id(7), decision.acceptedAt(), List.of(actor));
          return null;
        });
    await().until(() -> !log.events().isEmpty());
    assertThat(beyond(forgets, Long.MAX_VALUE)).containsExactly(actor);
    log.state = SwitchedLog.State.THERE;
    decisions.awaitPublished();
    List<InteractionEvent> events = log.events();
    assertThat(events).hasSizeGreaterThan(1).containsOnly(events.get(0));
    assertThat(beyond(forgets, events.size() - 1)).containsExactly(actor);
    assertThat(beyond(forgets, events.size())).isEmpty();
  }

  private static Iterable<Actor> beyond(Forgets forgets, long next) {
    return forgets.beyond(DATABASE, Actor.Kind.USER, new LogPosition("topic", Map.of(0, next)));
  }

  private static void decide(Decisions decisions, int number) {
    decisions.decide(
        DATABASE,
        ANN,
        decision -> {
          decision.publish(List.of(forgotten(number, decision.acceptedAt())));
          return null;
        });
  }

  private static InteractionEvent forgotten(int number, long acceptedAt) {
    return InteractionEvent.forget(DATABASE, Actor.of(ANN), id(number), acceptedAt);
  }

  private static InteractionId id(int number) {
    return new InteractionId(new UUID(0, number));
  }
}
