package io.tastelake.serving.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class FairQueueTest {

  private final FairQueue<Character, String> queue = new FairQueue<>(12, row -> row.charAt(0));

  private void add(String holder, int rows) {
    IntStream.range(0, rows).forEach(i -> queue.add(holder + i));
  }

  private static List<String> of(String holder, List<String> rows) {
    return rows.stream().filter(row -> row.startsWith(holder)).toList();
  }

  @Test
  void whoIsAloneHasAllPlaces() {
    add("a", 12);
    assertThat(queue.add("a12")).isFalse();
    assertThat(queue.drain()).hasSize(12).doesNotContain("a12");
    assertThat(queue.drain()).isEmpty();
    assertThat(queue.add("a12")).as("places are free again").isTrue();
  }

  @Test
  void aFloodLeavesOthersTheirShareWheneverItComes() {
    add("b", 2);
    add("a", 1_000);
    add("c", 3);
    assertThat(queue.add("a1001")).isFalse();
    List<String> rows = queue.drain();
    assertThat(rows).hasSize(12);
    assertThat(of("b", rows)).containsExactly("b0", "b1");
    assertThat(of("c", rows)).containsExactly("c0", "c1", "c2");
    assertThat(of("a", rows)).as("the oldest").hasSize(7).startsWith("a0").endsWith("a6");
  }

  @Test
  void floodsShareAlike() {
    add("a", 100);
    add("b", 100);
    add("c", 100);
    List<String> rows = queue.drain();
    for (String holder : new String[] {"a", "b", "c"}) {
      assertThat(of(holder, rows)).hasSize(4);
    }
  }

  @Test
  void whereThereAreMoreHoldersThanPlacesNobodyLosesAnOnlyRow() {
    IntStream.range(0, 12).forEach(i -> assertThat(queue.add((char) ('a' + i) + "0")).isTrue());
    assertThat(queue.add("z0")).isFalse();
    assertThat(queue.drain()).hasSize(12).doesNotContain("z0");
  }
}
