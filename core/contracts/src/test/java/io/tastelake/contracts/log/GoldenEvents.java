package io.tastelake.contracts.log;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.SessionId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.Amendment;
import io.tastelake.domain.interaction.Change;
import io.tastelake.domain.interaction.Interaction;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.rating.Rating;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;

/** Events whose bytes are frozen, by version of the schema. */
final class GoldenEvents {

  private static final DatabaseId DATABASE = DatabaseId.of(new UUID(0x0123456789ABCDEFL, -2));
  private static final Actor USER = Actor.of(new UserId("42"));
  private static final Actor SESSION = Actor.of(new SessionId("Zoë-1"));
  private static final InteractionId ID =
      InteractionId.parse("01890a5d-ac96-774b-bcce-b302099a8057");
  private static final ItemId ITEM = new ItemId("item.1");
  private static final long ACCEPTED_AT = 1_700_000_000_123_456L;

  private static final Amendment ALL =
      Amendment.NONE.withItem(ITEM).withType("purchase").withTimestamp(0).withProperties("{}");

  private GoldenEvents() {}

  static Map<String, InteractionEvent> of(int version) {
    return switch (version) {
      case 1 -> version1();
      default -> throw new IllegalArgumentException("no version " + version);
    };
  }

  private static Map<String, InteractionEvent> version1() {
    Map<String, InteractionEvent> events = new LinkedHashMap<>();
    events.put(
        "record",
        InteractionEvent.record(
            DATABASE,
            USER,
            new Interaction(ID, ITEM, "productView", 1588812345.875, "{\"price\":9.5}"),
            ACCEPTED_AT));
    events.put(
        "record-bare",
        InteractionEvent.record(
            DATABASE, SESSION, new Interaction(ID, ITEM, "", -150000000000.0, null), 0));
    events.put("amend-all", InteractionEvent.amend(DATABASE, USER, ID, ALL, ACCEPTED_AT));
    events.put(
        "amend-none", InteractionEvent.amend(DATABASE, USER, ID, Amendment.NONE, ACCEPTED_AT));
    events.put("retract", InteractionEvent.retract(DATABASE, SESSION, ID, ACCEPTED_AT));
    events.put("forget", InteractionEvent.forget(DATABASE, USER, ID, ACCEPTED_AT));
    events.put("forget-without-id", event(USER, new Change.Forgotten(Optional.empty())));
    events.put(
        "resolve",
        event(SESSION, new Change.Resolved(new UserId("42"), OptionalDouble.of(1588812345.0))));
    events.put("rate", event(USER, new Change.Rated(ITEM, new Rating(7.5, 1588812345.0))));
    events.put("unrate", event(USER, new Change.Unrated(ITEM)));
    return events;
  }

  private static InteractionEvent event(Actor actor, Change change) {
    return new InteractionEvent(DATABASE, actor, ACCEPTED_AT, change);
  }
}
