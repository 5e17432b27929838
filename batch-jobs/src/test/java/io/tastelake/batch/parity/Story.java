package io.tastelake.batch.parity;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.SessionId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.Amendment;
import io.tastelake.domain.interaction.Interaction;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.domain.rating.Evidence;
import io.tastelake.domain.rating.ImplicitToExplicitParameters;
import io.tastelake.domain.rating.ImplicitToExplicitParameters.Weight;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;

/**
 * What a user and a session do, told in seconds before the user's ratings are served: views weigh
 * 1, purchases 3, returns −2.
 */
final class Story {

  static final DatabaseId SHOP = DatabaseId.of(new UUID(1, 1));
  static final UserId ANN = new UserId("ann");
  static final SessionId EVENING = new SessionId("evening");
  static final ItemId BOOK = new ItemId("book");
  static final ItemId LAMP = new ItemId("lamp");

  static final ImplicitToExplicitParameters PARAMETERS =
      new ImplicitToExplicitParameters(
          Map.of("view", weight(1), "buy", weight(3), "return", weight(-2)),
          OptionalDouble.empty(),
          10);

  private final Instant served;
  private final List<LoggedEvent> events = new ArrayList<>();

  Story(Instant served) {
    this.served = served;
  }

  private static Weight weight(double strength) {
    return new Weight(strength, Optional.empty());
  }

  /** The rating of an item whose weights add up to {@code sum}. */
  static double rating(double sum) {
    return new Evidence(sum, 0).rating(PARAMETERS).orElseThrow().value();
  }

  private long before(double seconds) {
    return served.toEpochMilli() * 1_000 - (long) (seconds * 1e6);
  }

  /** The interaction that was recorded as the nth event. */
  static InteractionId id(int number) {
    return new InteractionId(new UUID(7, number));
  }

  Story did(double secondsBefore, ItemId item, String type) {
    return did(secondsBefore, Actor.of(ANN), item, type);
  }

  Story didInSession(double secondsBefore, ItemId item, String type) {
    return did(secondsBefore, Actor.of(EVENING), item, type);
  }

  private Story did(double secondsBefore, Actor actor, ItemId item, String type) {
    Interaction interaction = new Interaction(id(events.size()), item, type, 1, "{}");
    return add(InteractionEvent.record(SHOP, actor, interaction, before(secondsBefore)));
  }

  Story amended(double secondsBefore, int number, String type) {
    return add(
        InteractionEvent.amend(
            SHOP, Actor.of(ANN), id(number), Amendment.NONE.withType(type), before(secondsBefore)));
  }

  Story retracted(double secondsBefore, int number) {
    return add(InteractionEvent.retract(SHOP, Actor.of(ANN), id(number), before(secondsBefore)));
  }

  Story resolved(double secondsBefore) {
    return add(InteractionEvent.resolve(SHOP, EVENING, ANN, 1, before(secondsBefore)));
  }

  Story rated(double secondsBefore, ItemId item, double rating) {
    return add(InteractionEvent.rate(SHOP, ANN, item, rating, 1, before(secondsBefore)));
  }

  Story unrated(double secondsBefore, ItemId item) {
    return add(InteractionEvent.unrate(SHOP, ANN, item, before(secondsBefore)));
  }

  Story forgotten(double secondsBefore) {
    return add(
        InteractionEvent.forget(SHOP, Actor.of(ANN), id(events.size()), before(secondsBefore)));
  }

  private Story add(InteractionEvent event) {
    events.add(new LoggedEvent(0, events.size(), event));
    return this;
  }

  /** All of it, in one partition of the log. */
  List<LoggedEvent> events() {
    return events;
  }

  /** As a job finds it. */
  List<Past> pasts() {
    Map<Actor, Past> pasts = new HashMap<>();
    for (LoggedEvent event : events) {
      Actor actor = event.event().actor();
      pasts
          .computeIfAbsent(actor, one -> new Past(one.kind(), new ArrayList<>()))
          .changes()
          .add(event.change());
    }
    return List.copyOf(pasts.values());
  }
}
