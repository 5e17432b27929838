package io.tastelake.serving.taste;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.rules.TestCounts;
import io.tastelake.serving.ApiResource;
import io.tastelake.serving.TestApi;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Readers see one model or the other while the pointer to the present one flips. */
@ExtendWith(ApiResource.class)
class ModelFlipTest {

  private static final int STEPS = TestCounts.count(150, 3_000);

  private final TestApi api;

  ModelFlipTest(TestApi api) {
    this.api = api;
  }

  /** Two models that share neither rank nor items: a mixture would show, or fail. */
  @Test
  void aFlipShowsTheOldModelOrTheNewOne() throws Exception {
    String flipped = api.createReadyDatabase("taste-flips", "urlsafe64", "urlsafe64");
    String root = api.rootToken(flipped);
    Map<String, Integer> ranks = new HashMap<>();
    for (int rank : new int[] {2, 3}) {
      String id = UUID.randomUUID().toString();
      ranks.put(id, rank);
      Map<String, float[]> items = new HashMap<>();
      for (int item = 0; item < 20; item++) {
        float[] vector = new float[rank];
        vector[item % rank] = 1 + item;
        items.put("item-of-" + rank + "-" + item, vector);
      }
      api.factors.train(api.store, flipped, id, items);
      RememberedFactors.publish(api.store, flipped, id);
    }
    new ShownTaste("ann", 1, 1, Map.of("item-of-2-1", 9.0, "item-of-3-1", 9.0), Map.of())
        .writeTo(api.store, flipped);
    AtomicBoolean over = new AtomicBoolean();
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      Future<?> flips = threads.submit(() -> flip(flipped, List.copyOf(ranks.keySet()), over));
      List<Future<?>> readers = new ArrayList<>();
      for (int reader = 0; reader < 2; reader++) {
        readers.add(threads.submit(() -> read(root, ranks)));
      }
      for (Future<?> reader : readers) {
        reader.get();
      }
      over.set(true);
      flips.get();
    } finally {
      threads.shutdown();
    }
  }

  private void flip(String flipped, List<String> models, AtomicBoolean over) {
    for (int i = 0; !over.get(); i++) {
      RememberedFactors.publish(api.store, flipped, models.get(i % models.size()));
    }
  }

  private void read(String root, Map<String, Integer> ranks) {
    for (int i = 0; i < STEPS; i++) {
      JsonNode taste = api.send("GET", "/users/ann/taste/", root, null).json();
      assertThat(taste.path("taste").size()).isEqualTo(ranks.get(taste.path("model").asText()));
      JsonNode items =
          api.send("GET", "/recommendation/users/ann/items/?amt=20", root, null).json();
      List<String> families = new ArrayList<>();
      items.path("items_id").forEach(item -> families.add(item.asText().substring(0, 9)));
      assertThat(families).hasSize(20).containsOnly(families.get(0));
    }
  }
}
