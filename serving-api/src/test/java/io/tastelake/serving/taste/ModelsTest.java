package io.tastelake.serving.taste;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.taste.Centre;
import io.tastelake.domain.taste.ItemFactors;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * What item factors take in memory is bounded, and a model that takes more is kept nevertheless.
 */
class ModelsTest {

  private static final DatabaseId DATABASE = new DatabaseId("AAAAAAAAAAAAAAAAAAAAAA");

  private final AtomicInteger reads = new AtomicInteger();

  private ItemFactors read(String model, int rank) {
    reads.incrementAndGet();
    Map<ItemId, float[]> items = new HashMap<>();
    for (int item = 0; item < 100; item++) {
      items.put(new ItemId(model + item), new float[rank]);
    }
    return ItemFactors.of(rank, items);
  }

  private static Model model(String id) {
    return new Model(DATABASE, id, 4, 1, 0.1, Centre.NEUTRAL);
  }

  @Test
  void aModelLargerThanTheBudgetIsReadOnce() {
    Models models = new Models(null, this::read, 1024);
    LoadedModel first = models.load(model("a"));
    assertThat(first.bytes()).isGreaterThan(10 * 1024);
    for (int i = 0; i < 100; i++) {
      assertThat(models.load(model("a"))).isSameAs(first);
    }
    assertThat(reads).hasValue(1);
  }

  @Test
  void whatDoesNotFitIsGivenUp() {
    Models models = new Models(null, this::read, 1024);
    List<Model> three = List.of(model("a"), model("b"), model("c"));
    await()
        .untilAsserted(
            () -> {
              three.forEach(models::load);
              assertThat(reads).hasValueGreaterThan(3);
            });
  }

  @Test
  void whatFitsIsReadOnce() {
    Models models = new Models(null, this::read, 1 << 20);
    List<Model> three = List.of(model("a"), model("b"), model("c"));
    for (int i = 0; i < 100; i++) {
      three.forEach(models::load);
    }
    assertThat(reads).hasValue(3);
  }
}
