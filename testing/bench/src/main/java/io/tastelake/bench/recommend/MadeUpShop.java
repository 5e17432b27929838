package io.tastelake.bench.recommend;

import io.tastelake.bench.measure.Report;
import io.tastelake.bench.measure.Scratch;
import io.tastelake.bench.subject.ApiConnection;
import io.tastelake.bench.subject.Launcher;
import io.tastelake.bench.subject.SparkProgram;
import io.tastelake.bench.subject.Subject;
import io.tastelake.domain.taste.Centre;
import io.tastelake.store.ModelTable;
import io.tastelake.store.StoreConnection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.apache.hc.core5.http.Method;

/**
 * A model, a catalogue and users who rated something.
 *
 * @param items whose ids run from 1 on
 * @param users whose ids run from 1 on
 * @param categories each item has one of them
 */
record MadeUpShop(int items, int users, int rank, int categories, long seed) {

  private static final String FACTORS = "io.tastelake.bench.recommend.MadeUpFactors";
  private static final String MODEL = "01890000-0000-7000-8000-000000000001";
  private static final int PER_REQUEST = 1_000;
  private static final int RATINGS_PER_USER = 20;

  /** Names the model first: the standalone trains one where there is none. */
  void open(Subject subject, Scratch scratch, String heap, Report report) throws Exception {
    report.progress("drawing factors of %,d items, rank %d".formatted(items, rank));
    int exit =
        new SparkProgram(Launcher.find().orElseThrow(), FACTORS, heap, scratch)
            .run(
                scratch.folder().resolve("factors.out"),
                List.of(
                    subject.standalone().lake().toString(),
                    MODEL,
                    subject.database().value(),
                    "" + items,
                    "" + rank,
                    "" + seed));
    if (exit != 0) {
      throw new IllegalStateException("Factors cannot be written; see above.");
    }
    publish(subject);
    try (ApiConnection manager = subject.connect()) {
      catalogue(manager, report);
      ratings(manager, report);
    }
  }

  private void publish(Subject subject) throws Exception {
    ModelTable.Row model =
        new ModelTable.Row(subject.database(), MODEL, rank, 0.3, 0.1, Centre.NEUTRAL);
    try (StoreConnection store = StoreConnection.on(subject.standalone().store())) {
      ModelTable models = new ModelTable(store);
      models.stage(new ModelTable.Trained(model, 1, seed, "made up", Instant.now()));
      models.publish(subject.database(), MODEL);
    }
  }

  private void catalogue(ApiConnection manager, Report report) {
    report.progress("putting %,d items".formatted(items));
    property(manager, "name", "unicode64");
    property(manager, "category", "uint16");
    property(manager, "price", "float32");
    property(manager, "in_stock", "bool");
    SplittableRandom random = new SplittableRandom(seed);
    send(manager, "/v1/items-bulk/", "items", items, item -> item(item, random));
  }

  private static void property(ApiConnection manager, String name, String type) {
    manager.json(
        Method.POST, "/v1/items-properties/", Map.of("property_name", name, "value_type", type));
  }

  private Map<String, Object> item(int item, SplittableRandom random) {
    return Map.of(
        "item_id",
        item,
        "name",
        "item number " + item,
        "category",
        random.nextInt(categories),
        "price",
        random.nextInt(10_000) / 100.0,
        "in_stock",
        random.nextInt(10) > 0);
  }

  private void ratings(ApiConnection manager, Report report) {
    int count = users * RATINGS_PER_USER;
    report.progress("giving %,d ratings".formatted(count));
    SplittableRandom random = new SplittableRandom(seed + 1);
    send(
        manager,
        "/v1/ratings-bulk/",
        "ratings",
        count,
        number ->
            Map.of(
                "user_id",
                1 + (number - 1) / RATINGS_PER_USER,
                "item_id",
                1 + random.nextInt(items),
                "rating",
                3 + random.nextInt(8)));
  }

  private static void send(
      ApiConnection manager,
      String path,
      String field,
      int count,
      IntFunction<Map<String, Object>> row) {
    List<Map<String, Object>> rows = new ArrayList<>(PER_REQUEST);
    for (int number = 1; number <= count; number++) {
      rows.add(row.apply(number));
      if (rows.size() == PER_REQUEST || number == count) {
        manager.json(Method.PUT, path, Map.of(field, rows));
        rows.clear();
      }
    }
  }
}
