package io.tastelake.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the API told of one user at one moment: ratings, or a taste vector.
 *
 * @param model of the vector; empty for ratings
 * @param whole whether the user was said to have nothing else
 * @param served JSON: an object of ratings by item, or an array of the vector's numbers
 */
public record ServedSample(
    DatabaseId database,
    UserId user,
    Instant at,
    Optional<String> model,
    boolean whole,
    String served) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What is counted apart. */
  public enum Kind {
    RATING,
    VECTOR
  }

  /** Ratings of items, which may be all that the user has, or not. */
  public static ServedSample ofRatings(
      DatabaseId database, UserId user, Instant at, Map<ItemId, Double> ratings, Extent extent) {
    ObjectNode object = JSON.createObjectNode();
    ratings.forEach((item, rating) -> object.put(item.value(), rating));
    return new ServedSample(
        database, user, at, Optional.empty(), extent == Extent.WHOLE, object.toString());
  }

  /** Whether there is more than what was served. */
  public enum Extent {
    WHOLE,
    PART
  }

  /** A taste vector in the terms of a model. */
  public static ServedSample ofVector(
      DatabaseId database, UserId user, Instant at, String model, float[] vector) {
    ArrayNode array = JSON.createArrayNode();
    for (float number : vector) {
      array.add(number);
    }
    return new ServedSample(database, user, at, Optional.of(model), true, array.toString());
  }

  public Kind kind() {
    return model.isPresent() ? Kind.VECTOR : Kind.RATING;
  }

  /** The ratings by item; none of a vector. */
  public Map<ItemId, Double> ratings() {
    Map<ItemId, Double> ratings = new LinkedHashMap<>();
    JsonNode json = json();
    json.fieldNames()
        .forEachRemaining(item -> ratings.put(new ItemId(item), json.get(item).doubleValue()));
    return ratings;
  }

  /** The vector's numbers; none of ratings. */
  public List<Float> vector() {
    List<Float> numbers = new ArrayList<>();
    json().elements().forEachRemaining(number -> numbers.add(number.floatValue()));
    return numbers;
  }

  private JsonNode json() {
    try {
      return JSON.readTree(served);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The column served of a sample holds no JSON.", e);
    }
  }
}
