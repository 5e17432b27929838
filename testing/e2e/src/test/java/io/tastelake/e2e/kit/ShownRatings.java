package io.tastelake.e2e.kit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.domain.rating.Rating;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.data.Offset;

/** Ratings of one database by user and item, as {@code user/item}. */
public final class ShownRatings {

  private static final Offset<Double> TOLERANCE = Offset.offset(1e-9);

  private ShownRatings() {}

  /** All that the API lists; fails if it lists one twice. */
  public static Map<String, Rating> of(ApiClient client) throws IOException {
    Map<String, Rating> ratings = new TreeMap<>();
    String cursor = "";
    while (cursor != null) {
      JsonNode page = client.get("/ratings-bulk/?amt=1000" + cursor).ok().body();
      for (JsonNode row : page.get("ratings")) {
        String pair = row.get("user_id").asText() + "/" + row.get("item_id").asText();
        Rating rating =
            new Rating(row.get("rating").doubleValue(), row.get("timestamp").doubleValue());
        assertThat(ratings.put(pair, rating)).as("%s, twice", pair).isNull();
      }
      cursor =
          page.get("has_next").asBoolean() ? "&cursor=" + page.get("next_cursor").asText() : null;
    }
    return ratings;
  }

  /** Fails unless both are the same to 1e-9. */
  public static void assertSame(Map<String, Rating> found, Map<String, Rating> expected) {
    assertThat(found.keySet()).isEqualTo(expected.keySet());
    expected.forEach(
        (pair, rating) -> {
          Rating shown = found.get(pair);
          assertThat(shown.value()).as(pair).isCloseTo(rating.value(), TOLERANCE);
          assertThat(shown.timestamp()).as(pair).isCloseTo(rating.timestamp(), TOLERANCE);
        });
  }
}
