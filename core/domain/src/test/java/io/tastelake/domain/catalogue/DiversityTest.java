package io.tastelake.domain.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.domain.identity.ItemId;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DiversityTest {

  private static Diversity.Criterion byFirstLetter(double weight) {
    return new Diversity.Criterion(weight, item -> List.of(item.value().charAt(0)));
  }

  private static List<String> ordered(List<String> items, Diversity.Criterion... criteria) {
    return Diversity.order(items, ItemId::new, List.of(criteria));
  }

  @Test
  void neighboursDifferAndTheBestComesFirst() {
    List<String> items = List.of("a1", "a2", "a3", "b1", "b2", "c1");
    assertThat(ordered(items, byFirstLetter(5))).startsWith("a1", "b1", "c1", "a2");
    assertThat(ordered(items, byFirstLetter(0))).isEqualTo(items);
    assertThat(ordered(items)).isEqualTo(items);
  }

  @Test
  void ofTwoThatAreEquallyGoodTheBetterPlacedComesFirst() {
    List<String> items = List.of("a1", "b1", "a2", "c1"); // the last two: 2/4 halved, and 1/4
    assertThat(ordered(items, byFirstLetter(1))).isEqualTo(items);
  }

  @Property(tries = 200)
  void nothingIsLostNorDoubled(
      @ForAll @Size(max = 40) List<@IntRange(max = 5) Integer> values,
      @ForAll @IntRange(max = 100) int weight) {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      places.add(i);
    }
    Diversity.Criterion criterion =
        new Diversity.Criterion(
            weight, item -> List.of(values.get(Integer.parseInt(item.value()))));
    List<Integer> ordered =
        Diversity.order(places, place -> new ItemId("" + place), List.of(criterion));
    assertThat(ordered).containsExactlyInAnyOrderElementsOf(places);
    assertThat(ordered.stream().limit(1).toList()).isEqualTo(places.stream().limit(1).toList());
  }
}
