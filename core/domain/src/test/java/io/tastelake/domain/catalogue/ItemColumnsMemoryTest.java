package io.tastelake.domain.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tastelake.domain.identity.ItemId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
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

  @Test
  void allThatTheyMayTakeIsNotTooMuch() {
    items(1_000);
    long taken = columns.bytes();
    ItemColumns exact = new ItemColumns(taken);
    for (int i = 0; i < 1_000; i++) {
      exact.put(new ItemId("i" + i), Map.of());
    }
    assertThat(exact.bytes()).isEqualTo(taken);
    assertTooLarge(() -> exact.put(new ItemId("x"), Map.of()));
  }

  @Test
  void longIdsCountByTheirLength() {
    columns.put(new ItemId("x".repeat(1_001)), Map.of());
    long one = columns.bytes();
    columns.put(new ItemId("y"), Map.of());
    assertThat(one - (columns.bytes() - one)).isEqualTo(2_000);
  }

  /** What is counted write by write is what columns and items say they take. */
  @Test
  void noWriteIsCountedTwiceOrForgotten() {
    Random random = new Random(1);
    for (int i = 0; i < 2_000; i++) {
      ItemId item = new ItemId("i" + random.nextInt(100));
      if (random.nextInt(5) == 0) {
        columns.remove(item);
      } else {
        Property property = PROPERTIES.get(random.nextInt(3));
        columns.put(
            item,
            Map.of(property, Collections.nCopies(random.nextInt(4), "x" + random.nextInt(50))));
      }
      long counted = columns.bytes();
      columns.retain(PROPERTIES);
      assertThat(columns.bytes()).isEqualTo(counted);
    }
  }

  @Test
  void replacingAValueTakesNothing() {
    put("one", List.of("x"));
    long before = columns.bytes();
    put("one", List.of("x"));
    assertThat(columns.bytes()).isEqualTo(before);
  }

  @Test
  void itemsWithoutAPropertyTakeNothingForIt() {
    columns.put(new ItemId("i"), Map.of());
    long ofAnItem = columns.bytes();
    put("i", List.of("x"));
    long before = columns.bytes();
    columns.put(new ItemId("j"), Map.of());
    assertThat(columns.bytes() - before).isEqualTo(ofAnItem);
  }

  /** Of a number for each item: 16 bytes, half as many again kept free, and few copies. */
  @Test
  void singleValuesTakeAnArrayThatGrowsSeldom() {
    Property price = new Property(1, "price", PropertyType.parse("float64").orElseThrow(), false);
    int grown = 0;
    for (int i = 0; i < 1_000; i++) {
      ItemId item = new ItemId("i" + i);
      columns.put(item, Map.of());
      long before = columns.bytes();
      columns.put(item, Map.of(price, List.of((double) i)));
      grown += columns.bytes() > before ? 1 : 0;
    }
    long whole = columns.bytes();
    columns.retain(List.of());
    assertThat(whole - columns.bytes()).isBetween(16_000L, 24_100L);
    assertThat(grown).isLessThan(50);
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
