package io.tastelake.domain.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class InternedTest {

  private final Interned<ItemId> items = new Interned<>(ItemId::new, 8);

  @Test
  void oneTextIsMostlyOneObject() {
    ItemId lamp = items.of("lamp ".strip());
    assertThat(items.of("lamp ".strip())).isSameAs(lamp);
    assertThat(lamp.value()).isEqualTo("lamp");
  }

  @Test
  void textsThatShareAPlaceAreToldApart() {
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 1_000; i++) {
        assertThat(items.of("item-" + i)).isEqualTo(new ItemId("item-" + i));
      }
    }
  }

  @Test
  void whatIsNoneIsRefusedEachTime() {
    Interned<DatabaseId> databases = new Interned<>(DatabaseId::new, 8);
    for (String wrong :
        new String[] {"", "short", "x".repeat(23), "é".repeat(22), "a b".repeat(8)}) {
      assertThatThrownBy(() -> databases.of(wrong)).isInstanceOf(InvalidIdException.class);
      assertThatThrownBy(() -> databases.of(wrong)).isInstanceOf(InvalidIdException.class);
    }
    String all = "azAZ09_-azAZ09_-azAZ09";
    assertThat(databases.of(all).value()).isEqualTo(all);
  }

  @Test
  void placesAreAPowerOfTwo() {
    assertThatThrownBy(() -> new Interned<>(ItemId::new, 12)).hasMessageContaining("power of two");
  }
}
