package io.tastelake.serving.taste;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.rating.Rating;
import io.tastelake.domain.taste.Revision;
import io.tastelake.store.StoreConnection;
import io.tastelake.store.TasteReplacement;
import io.tastelake.store.TestStore;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
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
    Map<ItemId, Rating> inferred = new HashMap<>();
    ratings.forEach((item, value) -> inferred.put(new ItemId(item), new Rating(value, 1.5e9)));
    try (StoreConnection connection = StoreConnection.on(store.connect())) {
      TasteReplacement.all(
          connection,
          List.of(
              new TasteReplacement(
                  new DatabaseId(database),
                  new UserId(user),
                  new Revision(generation, revision),
                  knowsForgotten,
                  inferred,
                  vectors)));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
