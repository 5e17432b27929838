package io.tastelake.domain.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.domain.identity.ItemId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ItemColumnsTest {

  private static final List<Filter.Op> OPS = List.of(Filter.Op.values());

  private static final List<io.tastelake.domain.catalogue.Property> PROPERTIES =
      List.of(
          property(1, "price", "float64", false),
          property(2, "name", "unicode", false),
          property(3, "tags", "unicode", true),
          property(4, "sizes", "int8", true),
          property(5, "sold", "bool", false),
          property(6, "never", "int8", false));

  private static io.tastelake.domain.catalogue.Property property(
      long slot, String name, String type, boolean repeated) {
    return new io.tastelake.domain.catalogue.Property(
        slot, name, PropertyType.parse(type).orElseThrow(), repeated);
  }

  /** After random writes and deletions, for random filters: the same as item by item. */
  @Property(tries = 300)
  void filtersWantWhatAPlainEvaluationWants(@ForAll Random random) {
    ItemColumns columns = new ItemColumns(Long.MAX_VALUE);
    Map<ItemId, Map<io.tastelake.domain.catalogue.Property, List<Object>>> model = new HashMap<>();
    for (int i = 0; i < 80; i++) {
      ItemId item = new ItemId("item-" + random.nextInt(40));
      if (random.nextInt(6) == 0) {
        columns.remove(item);
        model.remove(item);
      } else {
        Map<io.tastelake.domain.catalogue.Property, List<Object>> values = values(random);
        columns.put(item, values);
        model.put(item, values);
      }
    }
    List<Filter> filters =
        IntStream.range(0, random.nextInt(4)).mapToObj(i -> filter(random)).toList();
    Set<ItemId> expected = new HashSet<>();
    for (int i = 0; i < 45; i++) {
      ItemId item = new ItemId("item-" + i);
      Map<io.tastelake.domain.catalogue.Property, List<Object>> values =
          model.getOrDefault(item, Map.of());
      assertSameValues(columns, item, values);
      for (Filter each : filters) {
        List<Object> its = values.getOrDefault(each.property(), List.of());
        assertThat(each.matches(its)).isEqualTo(plain(each, its));
      }
      if (filters.stream()
          .allMatch(each -> plain(each, values.getOrDefault(each.property(), List.of())))) {
        expected.add(item);
      }
    }
    ItemColumns.Selection selection = columns.select(filters);
    Set<ItemId> found = new HashSet<>();
    int[] numbers = new int[columns.size()];
    for (int i = 0; i < 45; i++) {
      if (selection.holds(new ItemId("item-" + i))) {
        found.add(new ItemId("item-" + i));
      }
    }
    assertThat(found).isEqualTo(expected);
    for (int row = 0; row < numbers.length; row++) {
      numbers[row] =
          random.nextInt(9) == 0 ? -1 : Integer.parseInt(columns.item(row).value().substring(5));
    }
    BitSet there = selection.rows(numbers, 46);
    assertThat(there.get(45)).isEqualTo(selection.holds(new ItemId("of no row here")));
    for (int row = 0; row < numbers.length; row++) {
      if (numbers[row] >= 0) {
        assertThat(there.get(numbers[row])).isEqualTo(expected.contains(columns.item(row)));
      }
    }
    assertThat(selection.after("", 1_000, item -> true))
        .containsExactlyElementsOf(
            expected.stream()
                .filter(model::containsKey)
                .sorted(Comparator.comparing(ItemId::value))
                .toList());
    assertThat(selection.after("item-2", 3, item -> !item.value().endsWith("5")))
        .containsExactlyElementsOf(
            expected.stream()
                .filter(model::containsKey)
                .filter(item -> item.value().compareTo("item-2") > 0 && !item.value().endsWith("5"))
                .sorted(Comparator.comparing(ItemId::value))
                .limit(3)
                .toList());
  }

  private static void assertSameValues(
      ItemColumns columns,
      ItemId item,
      Map<io.tastelake.domain.catalogue.Property, List<Object>> values) {
    for (io.tastelake.domain.catalogue.Property property : PROPERTIES) {
      assertThat(columns.values(item, property))
          .isEqualTo(values.getOrDefault(property, List.of()));
    }
  }

  private static Map<io.tastelake.domain.catalogue.Property, List<Object>> values(Random random) {
    Map<io.tastelake.domain.catalogue.Property, List<Object>> values = new HashMap<>();
    for (io.tastelake.domain.catalogue.Property property : PROPERTIES.subList(0, 5)) {
      List<Object> list = new ArrayList<>();
      int count = property.repeated() ? random.nextInt(4) : random.nextInt(2);
      for (int i = 0; i < count; i++) {
        list.add(value(property, random.nextInt(5)));
      }
      if (!list.isEmpty() || random.nextBoolean()) {
        values.put(property, list);
      }
    }
    return values;
  }

  private static Object value(io.tastelake.domain.catalogue.Property property, int number) {
    return property.type().textual()
        ? "text-" + number
        : (Object)
            (double) (property.type().form() == PropertyType.Form.BOOL ? number % 2 : number);
  }

  private static Filter filter(Random random) {
    io.tastelake.domain.catalogue.Property property = PROPERTIES.get(random.nextInt(6));
    Filter.Op op = OPS.get(random.nextInt(OPS.size()));
    Set<Object> operands = new HashSet<>();
    int count = op.unary() ? 0 : op.plural() ? random.nextInt(4) : 1;
    for (int i = 0; i < count; i++) {
      operands.add(value(property, random.nextInt(6))); // the last is no item's
    }
    return new Filter(property, op, operands);
  }

  /** Spelled out, without a word of the class under test. */
  private static boolean plain(Filter filter, List<Object> values) {
    Set<Object> operands = filter.operands();
    boolean some = false;
    boolean known = false;
    for (Object value : values) {
      known |= operands.contains(value);
      if (!operands.isEmpty()) {
        Object operand = operands.iterator().next();
        int order =
            value instanceof String text
                ? text.compareTo((String) operand)
                : Double.compare((Double) value, (Double) operand);
        some |=
            switch (filter.op()) {
              case LT -> order < 0;
              case LTE -> order <= 0;
              case GT -> order > 0;
              case GTE -> order >= 0;
              default -> false;
            };
      }
    }
    return switch (filter.op()) {
      case EQ, IN -> known;
      case NEQ, NOTIN -> !known;
      case EMPTY -> values.isEmpty();
      case NOTEMPTY -> !values.isEmpty();
      default -> some;
    };
  }

  @Test
  void whatIsPastWearsItOut() {
    ItemColumns columns = new ItemColumns(Long.MAX_VALUE);
    for (int i = 0; i < 12_000; i++) {
      columns.put(new ItemId("lamp"), Map.of(PROPERTIES.get(1), List.of("name-" + i)));
    }
    assertThat(columns.worn()).isTrue();
    columns.retain(List.of());
    assertThat(columns.worn()).isFalse();
    assertThat(columns.values(new ItemId("lamp"), PROPERTIES.get(1))).isEmpty();
  }

  /** The items in use count: a large catalogue may change more before it is read anew. */
  @Test
  void ofManyItemsMoreMayBePast() {
    ItemColumns texts = new ItemColumns(Long.MAX_VALUE);
    for (int i = 0; i < 12_000; i++) {
      texts.put(new ItemId("item-" + i % 500), Map.of(PROPERTIES.get(1), List.of("name-" + i)));
    }
    assertThat(texts.worn()).isFalse();
    texts.put(new ItemId("item-0"), Map.of(PROPERTIES.get(1), List.of("one more")));
    assertThat(texts.worn()).isTrue();

    ItemColumns items = new ItemColumns(Long.MAX_VALUE);
    for (int i = 0; i < 11_000; i++) {
      items.put(new ItemId("item-" + i), Map.of());
      if (i >= 500) {
        items.remove(new ItemId("item-" + i));
      }
    }
    assertThat(items.worn()).isFalse();
    items.remove(new ItemId("item-0"));
    assertThat(items.worn()).isTrue();
  }
}
