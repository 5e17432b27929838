package io.tastelake.serving.rating;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tastelake.serving.identity.IdTypes;
import io.tastelake.serving.identity.JsonId;
import io.tastelake.store.RatingsTable;
import java.io.IOException;

/** Ratings as JSON. */
final class RatingJson {

  private RatingJson() {}

  /** Writes the members that all lists show. */
  static void writeMembers(JsonGenerator json, IdTypes types, RatingsTable.Row rating)
      throws IOException {
    json.writeFieldName("item_id");
    JsonId.write(json, types.item(), rating.item().value());
    json.writeNumberField("rating", rating.value());
    json.writeNumberField("timestamp", rating.ratedAt());
  }
}
