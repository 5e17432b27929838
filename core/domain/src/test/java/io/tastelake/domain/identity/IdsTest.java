package io.tastelake.domain.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IdsTest {

  private static final String SPELLED = "Abcdefghijklmnopqrs_-9";

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

  private static List<Function<String, Object>> kinds() {
    return List.of(
        DatabaseId::new,
        UserId::new,
        SessionId::new,
        ItemId::new,
        AccountId::new,
        OrganizationId::new);
  }

  /** Messages, logs and keys of maps spell an id by {@code toString}. */
  @Test
  void anIdReadsAsItIsSpelledWhateverItNames() {
    for (Function<String, Object> kind : kinds()) {
      assertThat(kind.apply(SPELLED)).hasToString(SPELLED);
    }
  }

  @Test
  void idsAreEqualByKindAndSpelling() {
    for (Function<String, Object> kind : kinds()) {
      Object id = kind.apply(SPELLED);
      assertThat(id).isEqualTo(kind.apply(new String(SPELLED.toCharArray())));
      assertThat(id).isNotEqualTo(kind.apply(SPELLED.toLowerCase(Locale.ROOT)));
      assertThat(id).isNotEqualTo(SPELLED);
      assertThat(kinds().stream().filter(other -> other.apply(SPELLED).equals(id))).hasSize(1);
    }
  }

  /** Maps of ids need it: a hash that is often the same makes lists of them. */
  @Test
  void idsHashAsWidelyAsTheirTexts() {
    for (Function<String, Object> kind : kinds()) {
      assertThat(hashes(i -> kind.apply("A".repeat(18) + i))).isEqualTo(9_000);
      assertThat(kind.apply(SPELLED)).hasSameHashCodeAs(kind.apply(SPELLED));
    }
    assertThat(hashes(i -> new InteractionId(new UUID(7, i)))).isEqualTo(9_000);
  }

  private static long hashes(IntFunction<Object> id) {
    return IntStream.range(1_000, 10_000)
        .mapToObj(id)
        .mapToInt(Object::hashCode)
        .distinct()
        .count();
  }

  @Test
  void aUserAndASessionOfOneIdAreTwoActors() {
    assertThat(Actor.of(new UserId("x"))).isNotEqualTo(Actor.of(new SessionId("x")));
    assertThat(Actor.Kind.USER.bit()).isZero();
    assertThat(Actor.Kind.SESSION.bit()).isOne();
  }
}
