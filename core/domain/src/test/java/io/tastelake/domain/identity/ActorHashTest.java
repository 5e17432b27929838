package io.tastelake.domain.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

final class ActorHashTest {

  @ParameterizedTest
  @CsvFileSource(resources = "actor-hash.csv")
  void neverChanges(String database, Actor.Kind kind, String id, long hash) {
    assertThat(ActorHash.of(new DatabaseId(database), new Actor(kind, id))).isEqualTo(hash);
  }

  @Property
  void placesAnActorInTheRangeOfItsDatabaseAndKind(
      @ForAll long high, @ForAll long low, @ForAll Actor.Kind kind, @ForAll @NotEmpty String id) {
    DatabaseId database = DatabaseId.of(new UUID(high, low));
    assertThat(ActorHash.of(database, new Actor(kind, id)))
        .isBetween(ActorHash.first(database, kind), ActorHash.last(database, kind));
  }

  @Property
  void splitsTheRangeOfADatabaseBetweenItsKinds(@ForAll long high, @ForAll long low) {
    DatabaseId database = DatabaseId.of(new UUID(high, low));
    assertThat(ActorHash.first(database, Actor.Kind.USER)).isEqualTo(ActorHash.first(database));
    assertThat(ActorHash.first(database, Actor.Kind.SESSION))
        .isEqualTo(ActorHash.last(database, Actor.Kind.USER) + 1);
    assertThat(ActorHash.last(database, Actor.Kind.SESSION)).isEqualTo(ActorHash.last(database));
    assertThat(ActorHash.last(database) - ActorHash.first(database)).isEqualTo((1L << 48) - 1);
  }

  @Property
  void rangesOfTwoDatabasesAreDisjointOrTheSame(
      @ForAll long high, @ForAll long low, @ForAll long otherHigh, @ForAll long otherLow) {
    DatabaseId one = DatabaseId.of(new UUID(high, low));
    DatabaseId other = DatabaseId.of(new UUID(otherHigh, otherLow));
    assertThat(
            ActorHash.last(one) < ActorHash.first(other)
                || ActorHash.last(other) < ActorHash.first(one)
                || ActorHash.first(one) == ActorHash.first(other))
        .isTrue();
  }

  @Test
  void collidesInBothParts() {
    DatabaseId database = Collisions.DATABASES.get(0);
    DatabaseId sameRange = Collisions.DATABASES.get(1);
    assertThat(ActorHash.first(database)).isEqualTo(ActorHash.first(sameRange));
    assertThat(ActorHash.of(database, Actor.of(Collisions.USERS.get(0))))
        .isEqualTo(ActorHash.of(database, Actor.of(Collisions.USERS.get(1))))
        .isEqualTo(ActorHash.of(sameRange, Actor.of(Collisions.USERS.get(1))));
    assertThat(ActorHash.of(database, Actor.of(Collisions.SESSIONS.get(0))))
        .isEqualTo(ActorHash.of(database, Actor.of(Collisions.SESSIONS.get(1))));
  }
}
