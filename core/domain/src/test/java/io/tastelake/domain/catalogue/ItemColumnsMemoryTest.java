package io.tastelake.domain.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tastelake.domain.identity.ItemId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Whoever writes a catalogue cannot fill the memory of those who read it. */
class ItemColumnsMemoryTest {

  private static final List<Property> PROPERTIES =
      IntStream.range(0, 256).mapToObj(ItemColumnsMemoryTest::property).toList();
  private static final Property FIRST = PROPERTIES.get(0);

  private final ItemColumns columns = new ItemColumns(1 << 20);

  private static Property property(int slot) {
    return new Property(slot, "p" + slot, PropertyType.parse("unicode").orElseThrow(), true);
  }

  @Test
  void itemsWithoutValuesCount() {
    assertTooLarge(() -> items(20_000));
  }

  @Test
  void aValueOfEachPropertyBehindManyItemsCounts() {
    items(4_000);
    Map<Property, List<Object>> values =
        PROPERTIES.stream().collect(Collectors.toMap(Function.identity(), each -> List.of("x")));
    assertTooLarge(() -> columns.put(new ItemId("last"), values));
  }

  @Test
  void textsOfThePastCount() {
    assertTooLarge(
        () -> {
          for (int i = 0; i < 1_000; i++) {
            put("one", List.of(i + "x".repeat(1_000)));
          }
        });
  }

  @Test
  void listsCountAsLongAsTheyAreThere() {
    List<Object> list = Collections.nCopies(1_000, "x");
    for (int i = 0; i < 1_000; i++) {
      put("one", list);
    }
    assertThat(columns.bytes()).isBetween(8_000L, 20_000L);
    columns.remove(new ItemId("one"));
    assertThat(columns.bytes()).isLessThan(1_000);
    assertTooLarge(
        () -> {
          for (int i = 0; i < 1_000; i++) {
            put("i" + i, list);
          }
        });
    columns.retain(List.of());
    assertThat(columns.bytes()).isLessThan(100_000);
  }

  private void items(int count) {
    for (int i = 0; i < count; i++) {
      columns.put(new ItemId("i" + i), Map.of());
    }
  }

  private void put(String item, List<Object> values) {
    columns.put(new ItemId(item), Map.of(FIRST, values));
  }

  private static void assertTooLarge(ThrowingCallable filling) {
    assertThatThrownBy(filling).isInstanceOf(ItemColumns.TooLargeException.class);
  }
}
