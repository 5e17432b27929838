package io.tastelake.serving.taste;

import io.tastelake.store.TasteTable;
import io.tastelake.testkit.store.TestStore;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What the stream writes of one user.
 *
 * @param ratings inferred ones by item
 * @param vectors by model
 */
public record ShownTaste(
    String user,
    long generation,
    long revision,
    Map<String, Double> ratings,
    Map<String, float[]> vectors) {

  /** Writes it as someone who knows every FORGET. */
  public void writeTo(TestStore store, String database) {
    writeTo(store, database, Instant.now());
  }

  /** Writes it as someone who knows FORGETs until a moment. */
  public void writeTo(TestStore store, String database, Instant knowsForgotten) {
    List<String> items = List.copyOf(ratings.keySet());
    List<String> models = List.copyOf(vectors.keySet());
    int unused =
        store.execute(
            TasteTable.REPLACE_TASTE,
            user,
            generation,
            revision,
            database,
            knowsForgotten.atOffset(ZoneOffset.UTC),
            items.toArray(String[]::new),
            items.stream().map(ratings::get).toArray(Double[]::new),
            items.stream().map(item -> 1.5e9).toArray(Double[]::new),
            models.toArray(String[]::new),
            spelled(models.stream().map(vectors::get).toList()));
  }

  private static String[] spelled(Collection<float[]> vectors) {
    return vectors.stream()
        .map(vector -> Arrays.toString(vector).replace('[', '{').replace(']', '}'))
        .toArray(String[]::new);
  }
}
