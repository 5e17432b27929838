package io.tastelake.stream.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.SessionId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.ActorHistory;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.domain.interaction.Ownership;
import io.tastelake.domain.rating.Rating;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * What the state keeps of decisions says what all of them say: of RATE and UNRATE, and of RESOLVEs,
 * the one accepted last counts, wherever it stands in the log and however often it arrives.
 */
class DecisionsTest {

  private static final DatabaseId DATABASE = DatabaseId.of(new UUID(3, 4));
  private static final UserId ANN = new UserId("ann");
  private static final UserId BOB = new UserId("bob");
  private static final SessionId SESSION = new SessionId("noon");
  private static final ItemId ITEM = new ItemId("item");

  private final List<LoggedEvent> log = new ArrayList<>();

  @Test
  void aLaterOffsetWithAnEarlierAcceptanceReplacesNothing() {
    publish(rate(9, 20));
    publish(rate(3, 10));
    publish(unrate(15));

    assertThat(kept(log)).isEqualTo(Map.of(ITEM, new Rating(9, 20)));
  }

  @Test
  void aRateThatIsPublishedAgainAfterItsUnrateStaysWithdrawn() {
    InteractionEvent rate = rate(9, 10);
    publish(rate);
    publish(unrate(20));
    publish(rate);

    assertThat(kept(log)).isEmpty();
  }

  /** A FORGET takes what was accepted last; then what came before it in time counts after all. */
  @Test
  void randomDecisionsInAnyOrderSayWhatTheHistorySays() {
    for (int seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      log.clear();
      int decisions = 1 + random.nextInt(8);
      for (int i = 0; i < decisions; i++) {
        long acceptedAt = random.nextInt(6);
        switch (random.nextInt(5)) {
          case 0, 1 -> publish(rate(1 + random.nextInt(10), acceptedAt));
          case 2 -> publish(unrate(acceptedAt));
          case 3 -> publish(forget(random.nextInt(2), acceptedAt));
          default -> publish(i == 0 ? unrate(acceptedAt) : log.get(random.nextInt(i)).event());
        }
      }
      List<LoggedEvent> arriving = new ArrayList<>(log);
      arriving.add(log.get(random.nextInt(log.size())));
      Collections.shuffle(arriving, random);

      assertThat(kept(arriving)).as("seed %d", seed).isEqualTo(ActorHistory.of(log).givenRatings());
    }
  }

  @Test
  void ofManyRatesOfOneItemFewAreKept() {
    RatingDecisions kept = RatingDecisions.NONE;
    for (int i = 0; i < 1_000; i++) {
      kept = kept.plus(new LoggedEvent(0, i, rate(5, i)).change());
    }
    assertThat(kept.changes()).hasSize(1);
  }

  @Test
  void aSessionBelongsToWhomTheResolveAcceptedLastNames() {
    publish(InteractionEvent.resolve(DATABASE, SESSION, ANN, 2, 20));
    publish(InteractionEvent.resolve(DATABASE, SESSION, BOB, 1, 10));
    assertOwner(new Ownership(ANN, 20));

    publish(InteractionEvent.resolve(DATABASE, SESSION, BOB, 3, 30));
    publish(InteractionEvent.resolve(DATABASE, SESSION, ANN, 2, 20));
    assertOwner(new Ownership(BOB, 30));
  }

  private void assertOwner(Ownership expected) {
    for (int seed = 0; seed < 10; seed++) {
      List<LoggedEvent> arriving = new ArrayList<>(log);
      arriving.addAll(log);
      Collections.shuffle(arriving, new Random(seed));
      ActorDecisions decisions = ActorDecisions.NONE;
      for (LoggedEvent event : arriving) {
        decisions = decisions.plus(event.change());
      }
      assertThat(decisions.ownership()).contains(expected);
      assertThat(decisions.changes()).hasSameSizeAs(log);
    }
  }

  /** The ratings of what the state keeps of {@code arriving}. */
  private static Map<ItemId, Rating> kept(List<LoggedEvent> arriving) {
    RatingDecisions ratings = RatingDecisions.NONE;
    ActorDecisions forgets = ActorDecisions.NONE;
    for (LoggedEvent event : arriving) {
      switch (event.event().operation()) {
        case FORGET -> forgets = forgets.plus(event.change());
        default -> ratings = ratings.plus(event.change());
      }
    }
    return forgets.with(ratings.changes()).givenRatings();
  }

  private void publish(InteractionEvent event) {
    log.add(new LoggedEvent(0, log.size(), event));
  }

  private static InteractionEvent rate(double rating, long acceptedAt) {
    return InteractionEvent.rate(DATABASE, ANN, ITEM, rating, (double) acceptedAt, acceptedAt);
  }

  private static InteractionEvent unrate(long acceptedAt) {
    return InteractionEvent.unrate(DATABASE, ANN, ITEM, acceptedAt);
  }

  private static InteractionEvent forget(int number, long acceptedAt) {
    InteractionId id = new InteractionId(new UUID(5, number));
    return InteractionEvent.forget(DATABASE, Actor.of(ANN), id, acceptedAt);
  }
}
