package io.tastelake.domain.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class InteractionIdTest {

  @ParameterizedTest
  @CsvSource({
    "AAAAAAAAAAAAAAAAAAAAAA, '', 0, 18d01dfe-b5b2-89a5-9487-588afe0d3425",
    "AAAAAAAAAAAAAAAAAAAAAA, key, 0, b27d0c9d-638a-8834-9194-9fe8bdaa53b7",
    "AAAAAAAAAAAAAAAAAAAAAA, key, 1, 064047eb-b3b6-8e50-8b90-13722d3cd49c",
    "AAAAAAEjRWcAAAAAAAACuQ, key, 1, b42cbb06-d7e9-8abb-a576-ac4d42e603fc",
    "AAAAAAAAAAAAAAAAAAAAAA, schlüssel, 16383, 09b2380c-ea76-898b-8af6-4c1b15efd135"
  })
  void derivedIdsNeverChange(String database, String key, int index, String id) {
    assertThat(InteractionId.derived(new DatabaseId(database), key, index)).hasToString(id);
  }

  @Property
  void derivedIdsAreOfVersion8(@ForAll String key, @ForAll int index) {
    UUID id = InteractionId.derived(DatabaseId.of(new UUID(1, 2)), key, index).value();
    assertThat(id.version()).isEqualTo(8);
    assertThat(id.variant()).isEqualTo(2);
  }

  @Test
  void derivedIdsDependOnEveryInput() {
    DatabaseId database = DatabaseId.of(new UUID(1, 2));
    assertThat(InteractionId.derived(database, "key", 1))
        .isNotEqualTo(InteractionId.derived(database, "key", 2))
        .isNotEqualTo(InteractionId.derived(database, "kez", 1))
        .isNotEqualTo(InteractionId.derived(DatabaseId.of(new UUID(1, 3)), "key", 1));
  }

  @Property
  void orderIsThatOfTheText(
      @ForAll long high, @ForAll long low, @ForAll long otherHigh, @ForAll long otherLow) {
    assertOrder(new UUID(high, low), new UUID(otherHigh, otherLow));
    assertOrder(new UUID(high, low), new UUID(high, otherLow));
    assertOrder(new UUID(high, low), new UUID(high, low));
  }

  @Property
  void readsItsTextInEitherCase(@ForAll long high, @ForAll long low) {
    InteractionId id = new InteractionId(new UUID(high, low));
    assertThat(InteractionId.parse(id.toString())).isEqualTo(id);
    assertThat(InteractionId.parse(id.toString().toUpperCase(Locale.ROOT))).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1-1-1-1-1", "0f8fad5b-d9cb-469f-a165-70867728950", "x"})
  void refusesOtherText(String text) {
    assertThatThrownBy(() -> InteractionId.parse(text)).isInstanceOf(InvalidIdException.class);
  }

  private static void assertOrder(UUID one, UUID other) {
    assertThat(Integer.signum(new InteractionId(one).compareTo(new InteractionId(other))))
        .isEqualTo(Integer.signum(one.toString().compareTo(other.toString())));
  }
}
