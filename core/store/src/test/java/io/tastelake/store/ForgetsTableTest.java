package io.tastelake.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.contracts.lake.LogPosition;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.SessionId;
import io.tastelake.domain.identity.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ForgetsTableTest extends TestDatabases {

  private final ForgetsTable table = new ForgetsTable(connection);

  private final Instant now = Instant.now();
  private static final Actor ANN = Actor.of(new UserId("ann"));
  private static final Actor BOB = Actor.of(new UserId("bob"));
  private static final Actor SESSION = Actor.of(new SessionId("ann"));

  @Test
  void aForgetIsBeyondEveryPositionUntilItIsInTheLog() {
    add(SHOP, 1, now, ANN, SESSION);
    assertThat(beyond(SHOP, Actor.Kind.USER, 100)).containsExactly(ANN);
    place(1, ANN, 7);
    assertThat(beyond(SHOP, Actor.Kind.USER, 7)).containsExactly(ANN);
    assertThat(beyond(SHOP, Actor.Kind.USER, 8)).isEmpty();
    assertThat(beyond(SHOP, Actor.Kind.SESSION, 8)).containsExactly(SESSION);
    assertThat(beyond(OTHER, Actor.Kind.SESSION, 8)).isEmpty();
    assertThat(table.beyond(SHOP, Actor.Kind.USER, position(Map.of(1, 99L))))
        .as("of a partition that nothing is covered of")
        .containsExactly(ANN);
  }

  @Test
  void theFirstPlaceStays() {
    add(SHOP, 1, now, ANN);
    place(1, ANN, 7);
    place(1, ANN, 9);
    assertThat(beyond(SHOP, Actor.Kind.USER, 8)).isEmpty();
  }

  @Test
  void placesAreOfOneForgetOfOneActor() {
    add(SHOP, 1, now, ANN, BOB);
    add(SHOP, 2, now, ANN);
    place(1, ANN, 7);
    assertThat(beyond(SHOP, Actor.Kind.USER, 100)).containsExactlyInAnyOrder(BOB, ANN);
  }

  @Test
  void theNewestForgetOfAnActorIsNamed() {
    add(SHOP, 1, now, ANN);
    add(SHOP, 2, now.minusSeconds(1), ANN);
    assertThat(table.newest(SHOP, ANN)).contains(forget(1));
    assertThat(table.newest(SHOP, SESSION)).isEmpty();
    assertThat(table.newest(OTHER, ANN)).isEmpty();
  }

  @Test
  void theOldGo() {
    add(SHOP, 1, now.minusSeconds(24 * 3600), ANN);
    add(SHOP, 2, now.minusSeconds(26 * 3600), BOB);
    assertThat(table.deleteOld()).isEqualTo(1);
    assertThat(table.newest(SHOP, ANN)).isPresent();
  }

  @Test
  void thoseOfADatabaseGo() {
    add(SHOP, 1, now, ANN);
    add(OTHER, 2, now, ANN);
    store.run(connection -> new ForgetsTable(connection).deleteOf(SHOP));
    assertThat(table.newest(SHOP, ANN)).isEmpty();
    assertThat(table.newest(OTHER, ANN)).isPresent();
  }

  private void add(DatabaseId database, int forget, Instant at, Actor... actors) {
    store.run(
        connection ->
            new ForgetsTable(connection).add(database, forget(forget), at, List.of(actors)));
  }

  private void place(int forget, Actor actor, long offset) {
    var place = new ForgetsTable.Place(forget(forget), actor, 0, offset);
    store.run(connection -> new ForgetsTable(connection).place(List.of(place)));
  }

  private List<Actor> beyond(DatabaseId database, Actor.Kind kind, long next) {
    return table.beyond(database, kind, position(Map.of(0, next)));
  }

  private static LogPosition position(Map<Integer, Long> next) {
    return new LogPosition("topic", next);
  }

  private static InteractionId forget(int number) {
    return new InteractionId(new UUID(0, number));
  }
}
