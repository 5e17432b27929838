package io.tastelake.e2e.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.contracts.lake.RatingsTable;
import io.tastelake.domain.rating.Rating;
import io.tastelake.e2e.kit.LakeTable;
import io.tastelake.e2e.kit.SharedSystem;
import io.tastelake.e2e.kit.ShownRatings;
import io.tastelake.lake.taste.LakeItemFactors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Reads all the time what jobs write: what does not change must be the same in every read, and what
 * changes must be old or new, and whole.
 */
final class ConcurrentReader implements AutoCloseable {

  private static final List<String> COLUMNS =
      List.of(
          RatingsTable.DATABASE,
          RatingsTable.USER_ID,
          RatingsTable.ITEM_ID,
          RatingsTable.RATING,
          RatingsTable.RATED_AT);

  private final KillScene scene;
  private final URI lake;
  private final int rank;
  private final List<JsonNode> interactions;
  private final JsonNode ratings;
  private final List<JsonNode> wrongedItems;
  private final Map<String, float[]> tastes = new HashMap<>();
  private final Map<Long, Map<String, Rating>> versions = new TreeMap<>();
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final ScheduledFuture<?> looking;
  private int looks;

  /**
   * Begins to look.
   *
   * @param rank of all models
   */
  ConcurrentReader(KillScene scene, SharedSystem system, int rank) throws IOException {
    this.scene = scene;
    this.lake = system.lake();
    this.rank = rank;
    this.interactions = interactions();
    this.ratings = ratings(KillScene.STEADY);
    this.wrongedItems = ratings(KillScene.WRONGED).findValues("item_id");
    this.looking = clock.scheduleWithFixedDelay(this::look, 0, 200, TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      assertThat(interactions()).isEqualTo(interactions);
      assertThat(ratings(KillScene.STEADY)).isEqualTo(ratings);
      assertThat(ratings(KillScene.WRONGED).findValues("item_id")).isEqualTo(wrongedItems);
      lookAtTaste();
      lookAtTable();
      looks++;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<JsonNode> interactions() throws IOException {
    return scene.client().list("/users/" + KillScene.STEADY + "/interactions-bulk/", 100);
  }

  private JsonNode ratings(String user) throws IOException {
    return scene.client().get("/users/" + user + "/ratings/?amt=64").ok().body();
  }

  /** One vector a model, and a model only when its items are all in the lake. */
  private void lookAtTaste() throws IOException {
    JsonNode taste = scene.client().get("/users/" + KillScene.STEADY + "/taste/").ok().body();
    String model = taste.get("model").asText();
    float[] vector = new float[taste.get("taste").size()];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = taste.get("taste").get(i).floatValue();
    }
    assertThat(vector).hasSize(rank);
    if (tastes.putIfAbsent(model, vector) == null) {
      int items = LakeItemFactors.read(lake, model, rank).size();
      assertThat(items).isGreaterThanOrEqualTo(interactions.size());
    }
    for (int i = 0; i < rank; i++) {
      assertThat(vector[i]).isCloseTo(tastes.get(model)[i], within(1e-4f));
    }
  }

  private void lookAtTable() {
    LakeTable table = LakeTable.at(RatingsTable.locationBelow(lake)).orElseThrow();
    if (!versions.containsKey(table.version())) {
      Map<String, Rating> rows = new HashMap<>();
      table.forEach(
          COLUMNS,
          row -> {
            if (row.getString(0).equals(scene.database())) {
              String pair = row.getString(1) + "/" + row.getString(2);
              rows.put(pair, new Rating(row.getDouble(3), row.getDouble(4)));
            }
          });
      versions.put(table.version(), rows);
    }
  }

  /** Fails if a look failed. */
  void requireAllWell() {
    if (looking.isDone()) {
      close();
    }
  }

  /** Fails unless each version of the table {@code ratings} was one that had to be at its time. */
  void assertVersionsWereWhole() {
    List<Map<String, Rating>> expected = new ArrayList<>(scene.expected());
    for (Map<String, Rating> version : versions.values()) {
      while (!expected.isEmpty() && !isSame(version, expected.get(0))) {
        expected.remove(0);
      }
      assertThat(expected).as("%d ratings that were never right", version.size()).isNotEmpty();
    }
    ShownRatings.assertSame(
        new ArrayList<>(versions.values()).get(versions.size() - 1), scene.newestRatings());
  }

  private static boolean isSame(Map<String, Rating> found, Map<String, Rating> expected) {
    try {
      ShownRatings.assertSame(found, expected);
      return true;
    } catch (AssertionError e) {
      return false;
    }
  }

  @Override
  public void close() {
    looking.cancel(false);
    clock.shutdown();
    try {
      assertThat(clock.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
      if (!looking.isCancelled()) {
        looking.get();
      }
    } catch (ExecutionException e) {
      throw new AssertionError("What was read was not whole", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public String toString() {
    return "%d looks, %d models, %d versions".formatted(looks, tastes.size(), versions.size());
  }
}
