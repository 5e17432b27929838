package io.tastelake.stream.taste;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.SessionId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.Interaction;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.domain.rating.ImplicitToExplicitParameters;
import io.tastelake.domain.rating.ImplicitToExplicitParameters.Weight;
import io.tastelake.domain.taste.Centre;
import io.tastelake.domain.taste.ItemFactors;
import io.tastelake.domain.taste.Revision;
import io.tastelake.stream.interaction.ActorTombstones;
import io.tastelake.stream.log.SourceRecord;
import io.tastelake.stream.store.DatabaseTaste;
import io.tastelake.stream.store.ModelSettings;
import io.tastelake.stream.store.StoreView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the state holds, what it costs, and what is said of it. */
class UserStateTest {

  private static final DatabaseId DATABASE = DatabaseId.of(new UUID(3, 4));
  private static final UserId ANN = new UserId("ann");
  private static final SessionId SESSION = new SessionId("session-1");

  private static final ImplicitToExplicitParameters PARAMETERS =
      new ImplicitToExplicitParameters(
          Map.of("view", new Weight(1, Optional.empty())), OptionalDouble.empty(), 10);

  private final List<TasteUpdate> updates = new ArrayList<>();
  private final ShownTastes shown = new ShownTastes();
  private final List<LoggedEvent> events = new ArrayList<>();
  private Operators operators;

  @BeforeEach
  void start() throws Exception {
    operators = Operators.start(UserStateTest::factors, this::take);
  }

  private void take(TasteUpdate update) {
    updates.add(update);
    shown.apply(update);
  }

  private static ItemFactors factors(String model, int rank) {
    if (model.equals("broken")) {
      throw new IllegalStateException("no such model");
    }
    // a model that no user can be folded into, unless the item is known
    return ItemFactors.of(rank, Map.of(new ItemId("item-0"), new float[] {1, 0}));
  }

  @AfterEach
  void stop() throws Exception {
    operators.close();
  }

  @Test
  void aSessionOfTenThousandEventsMovesWholeAndOnce() throws Exception {
    operators.view(view(PARAMETERS));
    for (int i = 0; i < 10_000; i++) {
      happen(record(Actor.of(SESSION), i, i % 100));
    }
    assertThat(operators.underWay()).isZero();
    happen(InteractionEvent.resolve(DATABASE, SESSION, ANN, 1, 10_000));
    assertThat(operators.underWay()).isEqualTo(10_000);
    operators.deliver(Integer.MAX_VALUE);
    happen(InteractionEvent.resolve(DATABASE, SESSION, ANN, 1, 10_000));
    assertThat(operators.underWay()).isZero();
    flush();
    assertRight();
    assertThat(shown.ratings(ANN)).hasSize(100);
    assertThat(updates).hasSize(1);
  }

  @Test
  void changesThatFollowCloselyAreOneUpdate() throws Exception {
    operators.view(view(PARAMETERS));
    for (int i = 0; i < 50; i++) {
      happen(record(Actor.of(ANN), i, i));
    }
    assertThat(updates).isEmpty();
    flush();
    assertThat(updates).hasSize(1);
    assertThat(updates.get(0).revision()).isEqualTo(new Revision(1, 50));
    assertRight();
  }

  @Test
  void aForgetIsSaidAtOnceAndWhatComesAfterStartsAfresh() throws Exception {
    operators.view(view(PARAMETERS));
    happen(record(Actor.of(ANN), 1, 1));
    flush();
    happen(InteractionEvent.forget(DATABASE, Actor.of(ANN), id(900), 5));
    assertThat(shown.ratings(ANN)).isEmpty();
    assertThat(updates.get(1)).isEqualTo(TasteUpdate.nothing(DATABASE, ANN, new Revision(1, 2), 5));
    happen(record(Actor.of(ANN), 1, 1)); // a retry of what was forgotten
    happen(record(Actor.of(ANN), 2, 2));
    flush();
    assertThat(shown.ratings(ANN)).containsOnlyKeys(new ItemId("item-2"));
    assertRight();
  }

  /** The FORGETs of a user and of the user's sessions are of one moment, but come by other ways. */
  @Test
  void aForgetOfTheUserHidesTheSessionsBeforeTheirOwnForgetsArrive() throws Exception {
    operators.view(view(PARAMETERS));
    happen(record(Actor.of(SESSION), 1, 1));
    happen(InteractionEvent.resolve(DATABASE, SESSION, ANN, 1, 2));
    flush();
    assertThat(shown.ratings(ANN)).hasSize(1);
    happen(InteractionEvent.forget(DATABASE, Actor.of(ANN), id(900), 5));
    assertThat(shown.ratings(ANN)).isEmpty();
    happen(record(Actor.of(SESSION), 2, 2));
    flush();
    assertThat(shown.ratings(ANN)).isEmpty();
    happen(InteractionEvent.forget(DATABASE, Actor.of(SESSION), id(900), 5));
    happen(record(Actor.of(SESSION), 3, 3));
    happen(InteractionEvent.resolve(DATABASE, SESSION, ANN, 1, 6));
    flush();
    assertThat(shown.ratings(ANN)).containsOnlyKeys(new ItemId("item-3"));
    assertRight();
  }

  @Test
  void aSessionThatBecameTheUsersAfterTheForgetStaysWhicheverArrivesFirst() throws Exception {
    operators.view(view(PARAMETERS));
    happen(record(Actor.of(SESSION), 1, 1));
    happen(InteractionEvent.resolve(DATABASE, SESSION, ANN, 1, 6));
    flush();
    happen(InteractionEvent.forget(DATABASE, Actor.of(ANN), id(900), 5));
    assertThat(shown.ratings(ANN)).containsOnlyKeys(new ItemId("item-1"));
    assertRight();
  }

  @Test
  void aForgetIsSaidEvenWithoutParameters() throws Exception {
    operators.view(view(PARAMETERS));
    happen(record(Actor.of(ANN), 1, 1));
    flush();
    operators.view(new StoreView(Map.of()));
    happen(InteractionEvent.forget(DATABASE, Actor.of(ANN), id(900), 5));
    happen(record(Actor.of(ANN), 2, 2));
    flush();
    assertThat(shown.ratings(ANN)).isEmpty();
    operators.view(view(PARAMETERS));
    assertThat(shown.ratings(ANN)).containsOnlyKeys(new ItemId("item-2"));
  }

  @Test
  void aPoisonedEventHoldsUpNothing() throws Exception {
    operators.view(view(PARAMETERS));
    happen(
        InteractionEvent.record(
            DATABASE,
            Actor.of(ANN),
            new Interaction(id(1), new ItemId("item-1"), "view", 1, "{broken"),
            2));
    happen(record(Actor.of(ANN), 2, 2));
    operators.event(SourceRecord.undecodable(0, 99, Optional.empty(), new byte[] {1}, "no event"));
    flush();
    assertThat(shown.ratings(ANN)).containsOnlyKeys(new ItemId("item-1"), new ItemId("item-2"));
    assertRight();
  }

  @Test
  void whatIsForgottenLeavesTheState() throws Exception {
    operators.view(view(PARAMETERS));
    long empty = bytes();
    for (int i = 0; i < 200; i++) {
      happen(record(Actor.of(ANN), i, i));
    }
    flush();
    long full = bytes();
    happen(InteractionEvent.forget(DATABASE, Actor.of(ANN), id(900), 500));
    long marked = bytes();
    operators.advance(ActorTombstones.KEPT.toMillis() + 1);
    long purged = bytes();
    System.out.printf(
        "State of a user with 200 interactions: %d B, forgotten %d B, and a day later %d B%n",
        full - empty, marked - empty, purged - empty);
    assertThat(marked - empty).isLessThan((full - empty) * 3 / 4);
    assertThat(purged - empty).isLessThan(500);
  }

  @Test
  void anInteractionAndAUserCostLittle() throws Exception {
    operators.view(view(PARAMETERS));
    long empty = bytes();
    int users = 200;
    for (int user = 0; user < users; user++) {
      happen(record(Actor.of(new UserId("user-" + user)), user, user));
    }
    flush();
    long withUsers = bytes();
    int interactions = 5_000;
    for (int i = 0; i < interactions; i++) {
      happen(record(Actor.of(new UserId("user-" + i % users)), 1_000 + i, i % 100));
    }
    flush();
    double each = (bytes() - withUsers) / (double) interactions;
    double user = (withUsers - empty) / (double) users - each;
    System.out.printf("State: %.0f B a user, %.0f B an interaction%n", user, each);
    assertThat(each).isLessThan(150);
    assertThat(user).isLessThan(400);
  }

  @Test
  void whatFailsForOneModelHoldsUpNothing() throws Exception {
    ModelSettings broken = new ModelSettings("broken", 2, 1, 0.1, Centre.NEUTRAL);
    ModelSettings singular = new ModelSettings("singular", 2, 1, -1, Centre.NEUTRAL);
    ModelSettings sound = new ModelSettings("sound", 2, 1, 0.1, Centre.NEUTRAL);
    operators.view(
        new StoreView(
            Map.of(
                DATABASE,
                new DatabaseTaste(Optional.of(PARAMETERS), List.of(broken, singular, sound)))));
    await()
        .untilAsserted(
            () -> {
              happen(record(Actor.of(ANN), 1, 0));
              happen(record(Actor.of(ANN), 2, 7)); // no model knows the item
              flush();
              assertThat(shown.find(ANN).orElseThrow().vectors()).containsOnlyKeys("sound");
            });
    assertThat(shown.ratings(ANN)).hasSize(2);
  }

  private void happen(InteractionEvent event) throws Exception {
    LoggedEvent logged = new LoggedEvent(0, events.size(), event);
    events.add(logged);
    operators.event(SourceRecord.decoded(0, logged.offset(), event));
  }

  private static InteractionEvent record(Actor actor, int number, int item) {
    return InteractionEvent.record(
        DATABASE,
        actor,
        new Interaction(
            id(number), new ItemId("item-" + item), "view", 1.6e9 + number, "{\"text\":\"…\"}"),
        number);
  }

  private static InteractionId id(int number) {
    return new InteractionId(new UUID(9, number));
  }

  private static StoreView view(ImplicitToExplicitParameters parameters) {
    return new StoreView(Map.of(DATABASE, new DatabaseTaste(Optional.of(parameters), List.of())));
  }

  private void flush() throws Exception {
    operators.deliver(Integer.MAX_VALUE);
    operators.advance(Operators.FLUSH.toMillis() + 1);
  }

  private long bytes() throws Exception {
    return operators.checkpoint(events.size()).bytes();
  }

  private void assertRight() {
    new PureTaste(events, PARAMETERS).assertIs(ANN, shown.ratings(ANN));
  }
}
