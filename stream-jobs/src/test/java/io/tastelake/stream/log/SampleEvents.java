package io.tastelake.stream.log;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.Interaction;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.LoggedEvent;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;

/** Valid events that differ from each other by a number alone. */
public final class SampleEvents {

  private static final List<DatabaseId> DATABASES =
      LongStream.range(0, 3).mapToObj(number -> DatabaseId.of(new UUID(1, number))).toList();

  private static final long ACCEPTED_AT = 1_750_000_000_000_000L;

  private SampleEvents() {}

  /** The {@code number}th event: one in seven is a retraction, the others are recorded. */
  public static InteractionEvent event(long number) {
    DatabaseId database = DATABASES.get((int) (number % DATABASES.size()));
    Actor actor = Actor.of(new UserId("user-" + number % 13));
    InteractionId id = new InteractionId(new UUID(7, number));
    if (number % 7 == 6) {
      return InteractionEvent.retract(database, actor, id, ACCEPTED_AT + number);
    }
    Interaction interaction =
        new Interaction(
            id, new ItemId("item-" + number % 5), "view", 1.5e9 + number, "{\"n\":" + number + "}");
    return InteractionEvent.record(database, actor, interaction, ACCEPTED_AT + number);
  }

  /** The event that stands at an offset of a partition. */
  public static InteractionEvent at(int partition, long offset) {
    return event(partition * 1_000_003L + offset);
  }

  /** Rows of one partition, offsets {@code first} up to, not including, {@code next}. */
  public static List<LoggedEvent> rows(int partition, long first, long next) {
    return LongStream.range(first, next)
        .mapToObj(offset -> new LoggedEvent(partition, offset, at(partition, offset)))
        .toList();
  }

  /** The record that stands at an offset of a partition. */
  public static SourceRecord record(int partition, long offset) {
    return SourceRecord.decoded(partition, offset, at(partition, offset));
  }
}
