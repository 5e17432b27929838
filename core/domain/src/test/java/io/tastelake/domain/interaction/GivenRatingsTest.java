package io.tastelake.domain.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.SessionId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.ActorHistory.Reach;
import io.tastelake.domain.rating.Rating;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Of the decisions about one thing the one that was accepted last counts, wherever it stands in the
 * log: the outbox publishes a decision again when it does not know whether the log has it.
 */
final class GivenRatingsTest {

  private static final ItemId ITEM = new ItemId("item");
  private static final UserId USER = new UserId("somebody");
  private static final UserId OTHER = new UserId("somebody-else");
  private static final SessionId SESSION = new SessionId("noon");

  private final List<LoggedEvent> log = new ArrayList<>();

  @Test
  void aRateThatArrivesLateDoesNotReplaceTheOneThatWasAcceptedAfterIt() {
    publish(rate(9, 20));
    publish(rate(3, 10));

    assertGiven(Map.of(ITEM, new Rating(9, 20)));
  }

  @Test
  void anUnrateThatArrivesLateWithdrawsNothing() {
    publish(rate(9, 20));
    publish(unrate(10));

    assertGiven(Map.of(ITEM, new Rating(9, 20)));
  }

  @Test
  void aRateThatIsPublishedAgainAfterItsUnrateStaysWithdrawn() {
    InteractionEvent rate = rate(9, 10);
    publish(rate);
    publish(unrate(20));
    publish(rate);

    assertGiven(Map.of());
  }

  @Test
  void ofDecisionsAcceptedAtOneMomentTheLaterInTheLogCounts() {
    publish(rate(9, 10));
    publish(rate(3, 10));

    assertGiven(Map.of(ITEM, new Rating(3, 10)));

    publish(unrate(10));

    assertGiven(Map.of());
  }

  @Test
  void whoRatesIsNobodysSession() {
    publish(rate(9, 10));
    publish(unrate(20));

    for (ActorHistory history : inEveryOrder()) {
      assertThat(history.owner()).isEmpty();
    }
  }

  @Test
  void eachItemHasARatingOfItsOwn() {
    ItemId second = new ItemId("second");
    publish(rate(9, 20));
    publish(InteractionEvent.rate(Histories.DATABASE, USER, second, 4, 10, 10));
    publish(InteractionEvent.unrate(Histories.DATABASE, USER, second, 5));

    assertGiven(Map.of(ITEM, new Rating(9, 20), second, new Rating(4, 10)));
  }

  @Test
  void aResolveThatArrivesLateDoesNotChangeTheOwner() {
    publish(InteractionEvent.resolve(Histories.DATABASE, SESSION, USER, 2, 20));
    publish(InteractionEvent.resolve(Histories.DATABASE, SESSION, OTHER, 1, 10));

    for (ActorHistory history : inEveryOrder()) {
      assertThat(history.ownership()).contains(new Ownership(USER, 20));
    }

    publish(InteractionEvent.resolve(Histories.DATABASE, SESSION, OTHER, 1, 20));

    for (ActorHistory history : inEveryOrder()) {
      assertThat(history.owner()).as("of equals the later").contains(OTHER);
    }
  }

  /** The first of a FORGET's retries says what is older; what came between them stays. */
  @Test
  void aForgetThatIsPublishedAgainTakesNoDecisionThatCameBetween() {
    InteractionId id = InteractionId.derived(Histories.DATABASE, "forget", 0);
    InteractionEvent forget = InteractionEvent.forget(Histories.DATABASE, Histories.ACTOR, id, 15);
    publish(rate(3, 10));
    publish(forget);
    publish(rate(9, 20));
    publish(InteractionEvent.resolve(Histories.DATABASE, SESSION, USER, 2, 20));
    publish(forget);

    assertGiven(Map.of(ITEM, new Rating(9, 20)));
    for (ActorHistory history : inEveryOrder()) {
      assertThat(history.owner()).contains(USER);
    }
  }

  /** Better that a rating is given again than that one is kept which was to be forgotten. */
  @Test
  void aForgetTakesWhatWasAcceptedAtTheSameMoment() {
    InteractionId id = InteractionId.derived(Histories.DATABASE, "forget", 0);
    publish(rate(3, 15));
    publish(InteractionEvent.forget(Histories.DATABASE, Histories.ACTOR, id, 15));

    assertGiven(Map.of());
  }

  /** As FORGETs were before they had ids: each stands where it is, and the last says what goes. */
  @Test
  void aForgetWithoutIdTakesWhatIsBeforeItInTheLog() {
    publish(rate(3, 10));
    publish(forgetWithoutId());
    publish(rate(4, 20));
    publish(forgetWithoutId());
    publish(rate(9, 5));

    assertGiven(Map.of(ITEM, new Rating(9, 5)));
    assertThat(log.stream().map(LoggedEvent::change).filter(GivenRatingsTest::decides))
        .extracting(ActorHistory.of(log)::forgot)
        .containsExactly(true, true, false);
  }

  private static boolean decides(LoggedChange logged) {
    return logged.change() instanceof Change.Decision;
  }

  private static InteractionEvent forgetWithoutId() {
    return new InteractionEvent(
        Histories.DATABASE, Histories.ACTOR, 1, new Change.Forgotten(Optional.empty()));
  }

  private void publish(InteractionEvent event) {
    log.add(new LoggedEvent(0, log.size(), event));
  }

  private static InteractionEvent rate(double rating, long acceptedAt) {
    return InteractionEvent.rate(
        Histories.DATABASE, USER, ITEM, rating, (double) acceptedAt, acceptedAt);
  }

  private static InteractionEvent unrate(long acceptedAt) {
    return InteractionEvent.unrate(Histories.DATABASE, USER, ITEM, acceptedAt);
  }

  private void assertGiven(Map<ItemId, Rating> expected) {
    for (ActorHistory history : inEveryOrder()) {
      assertThat(history.givenRatings()).isEqualTo(expected);
    }
  }

  /** The history of the log in its order, in others, in parts, and compacted. */
  private List<ActorHistory> inEveryOrder() {
    List<ActorHistory> histories = new ArrayList<>();
    Random random = new Random(1);
    List<LoggedEvent> events = new ArrayList<>(log);
    for (int i = 0; i < 10; i++) {
      histories.add(ActorHistory.of(events));
      ActorHistory parts = ActorHistory.of(events.subList(1, events.size()));
      parts.addAll(ActorHistory.of(events.subList(0, 1)));
      histories.add(parts);
      histories.add(
          ActorHistory.ofChanges(
              ActorHistory.of(events).compacted(Reach.FROM_THE_FIRST, Long.MAX_VALUE)));
      histories.add(ActorHistory.ofChanges(ActorHistory.of(events).compacted(Reach.A_PART, 0)));
      Collections.shuffle(events, random);
    }
    return histories;
  }
}
