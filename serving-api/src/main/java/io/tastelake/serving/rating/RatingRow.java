package io.tastelake.serving.rating;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.rating.Rating;
import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.ErrorName;
import io.tastelake.serving.http.Timestamps;
import io.tastelake.serving.identity.IdTypes;
import io.tastelake.serving.identity.JsonId;
import io.tastelake.store.GivenRatings;
import java.io.IOException;
import java.util.Optional;

/** A rating as a JSON object spells it; null is absent. What is wrong with it is told later. */
final class RatingRow {

  private static final String VALUE = "a number from 1 to 10";
  private static final String ID = "a string or a number";

  private JsonId user;
  private JsonId item;
  private Double value;
  private Double timestamp;
  private String problem;

  private RatingRow() {}

  /** Reads the value at the parser's current token to its end. */
  static RatingRow read(JsonParser parser) throws IOException {
    RatingRow row = new RatingRow();
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      row.readFields(parser);
    } else {
      parser.skipChildren();
      row.problem = "A rating must be a JSON object.";
    }
    return row;
  }

  private void readFields(JsonParser parser) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      if (parser.nextToken() != JsonToken.VALUE_NULL) {
        switch (name) {
          case "user_id" -> user = known(name, Optional.ofNullable(JsonId.read(parser)), ID);
          case "item_id" -> item = known(name, Optional.ofNullable(JsonId.read(parser)), ID);
          case "rating" -> value = known(name, value(parser), VALUE);
          case "timestamp" ->
              timestamp = known(name, Timestamps.ANY.read(parser), Timestamps.ANY.accepted());
          default -> {}
        }
        parser.skipChildren();
      }
    }
  }

  private static Optional<Double> value(JsonParser parser) throws IOException {
    if (!parser.currentToken().isNumeric()) {
      return Optional.empty();
    }
    return Optional.of(parser.getDoubleValue()).filter(Rating::isOnScale);
  }

  private <T> T known(String name, Optional<T> read, String accepted) {
    if (read.isEmpty() && problem == null) {
      problem = "The field " + name + " must be " + accepted + ".";
    }
    return read.orElse(null);
  }

  /**
   * The user of the row.
   *
   * @throws ApiException {@code WrongData} if the row is wrong or names none
   */
  UserId user(IdTypes types) {
    requireSound();
    return types.user(required("user_id", user, "an id"));
  }

  /**
   * The item of the row.
   *
   * @throws ApiException {@code WrongData} if the row is wrong or names none
   */
  ItemId item(IdTypes types) {
    requireSound();
    return types.item(required("item_id", item, "an id"));
  }

  /**
   * The rating of the row, of the given user and item.
   *
   * @throws ApiException {@code WrongData} if the row is wrong or has none
   */
  GivenRatings.Given of(UserId rater, ItemId rated) {
    requireSound();
    return new GivenRatings.Given(rater, rated, required("rating", value, VALUE), timestamp);
  }

  /**
   * The rating of the row, whoever gives it.
   *
   * @throws ApiException {@code WrongData} if the row is wrong or has none
   */
  double value() {
    requireSound();
    return required("rating", value, VALUE);
  }

  private void requireSound() {
    if (problem != null) {
      throw wrong(problem);
    }
  }

  private static <T> T required(String name, T value, String accepted) {
    if (value == null) {
      throw wrong("The field " + name + " is missing: it must be " + accepted + ".");
    }
    return value;
  }

  private static ApiException wrong(String message) {
    return ApiException.wrongData(ErrorName.WRONG_DATA_TYPE, message);
  }
}
