package io.tastelake.contracts.log;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.SessionId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.Interaction;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.Operation;
import java.util.LinkedHashMap;
import java.util.Map;
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
    events.put(
        "amend-all",
        InteractionEvent.amend(DATABASE, USER, ID, ITEM, "purchase", 0.0, "{}", ACCEPTED_AT));
    events.put(
        "amend-none",
        InteractionEvent.amend(DATABASE, USER, ID, null, null, null, null, ACCEPTED_AT));
    events.put("retract", InteractionEvent.retract(DATABASE, SESSION, ID, ACCEPTED_AT));
    events.put("forget", InteractionEvent.forget(DATABASE, USER, ID, ACCEPTED_AT));
    events.put("forget-without-id", InteractionEvent.forget(DATABASE, USER, null, ACCEPTED_AT));
    events.put(
        "resolve",
        decision(SESSION, Operation.RESOLVE, null, 1588812345.0, null, new UserId("42")));
    events.put("rate", decision(USER, Operation.RATE, ITEM, 1588812345.0, 7.5, null));
    events.put("unrate", decision(USER, Operation.UNRATE, ITEM, null, null, null));
    return events;
  }

  private static InteractionEvent decision(
      Actor actor, Operation operation, ItemId item, Double timestamp, Double rating, UserId user) {
    return new InteractionEvent(
        DATABASE, actor, operation, null, item, null, timestamp, null, rating, user, ACCEPTED_AT);
  }
}
