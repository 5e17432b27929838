package io.tastelake.domain.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IdsTest {

  @Property
  void databaseIdsSpell128Bits(@ForAll long high, @ForAll long low) {
    assertThat(DatabaseId.of(new UUID(high, low)).value()).matches("[A-Za-z0-9_-]{22}");
    assertThat(DatabaseId.of(new UUID(high, low)))
        .isNotEqualTo(DatabaseId.of(new UUID(high, low + 1)))
        .isNotEqualTo(DatabaseId.of(new UUID(high + 1, low)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "AAAAAAAAAAAAAAAAAAAAA",
        "AAAAAAAAAAAAAAAAAAAAAAA",
        "AAAAAAAAAAAAAAAAAAAAA=",
        "AAAAAAAAAAAAAAAAAAAAA/",
        "AAAAAAAAAAAAAAAAAAAAAA\n"
      })
  void refusesOtherDatabaseIds(String text) {
    assertThatThrownBy(() -> new DatabaseId(text)).isInstanceOf(InvalidIdException.class);
  }

  @Test
  void refusesEmptyIds() {
    assertThatThrownBy(() -> new UserId("")).isInstanceOf(InvalidIdException.class);
    assertThatThrownBy(() -> new ItemId("")).isInstanceOf(InvalidIdException.class);
    assertThatThrownBy(() -> new SessionId("")).isInstanceOf(InvalidIdException.class);
  }

  @Test
  void aUserAndASessionOfOneIdAreTwoActors() {
    assertThat(Actor.of(new UserId("x"))).isNotEqualTo(Actor.of(new SessionId("x")));
    assertThat(Actor.Kind.USER.bit()).isZero();
    assertThat(Actor.Kind.SESSION.bit()).isOne();
  }
}
