package io.tastelake.bench.batch;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.InteractionEvent;
import java.time.Clock;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** FORGETs of users by their numbers, as the API accepts them now. */
final class Forgets {

  private Forgets() {}

  static Stream<InteractionEvent> of(DatabaseId database, int first, int users) {
    long now = Clock.systemUTC().millis() * 1_000;
    return users(first, users)
        .map(
            user ->
                InteractionEvent.forget(
                    database,
                    Actor.of(new UserId(user)),
                    new InteractionId(UUID.randomUUID()),
                    now));
  }

  static Stream<String> users(int first, int users) {
    return IntStream.range(first, first + users).mapToObj(Integer::toString);
  }
}
