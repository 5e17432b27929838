package io.tastelake.serving.rating;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.ErrorName;
import io.tastelake.serving.http.JsonFields;
import io.tastelake.serving.http.RowProblems;
import io.tastelake.serving.identity.IdTypes;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Ratings that a request brings along and that are stored nowhere. */
public final class SessionRatings {

  private static final String FIELD = "ratings";

  private SessionRatings() {}

  /**
   * The ratings in the field {@code ratings}, by item; of several of one item, the last. None if
   * the field is absent.
   *
   * @param maxRows how many one request may hold
   * @throws ApiException {@code WrongData} if it is no list of ratings; names up to 100 wrong ones
   */
  public static Map<ItemId, Double> of(JsonFields fields, IdTypes types, int maxRows) {
    JsonNode rows = fields.object().path(FIELD);
    if (rows.isMissingNode() || rows.isNull()) {
      return Map.of();
    }
    if (!rows.isArray()) {
      throw ApiException.wrongData(
          ErrorName.WRONG_DATA_TYPE, "The field ratings must be a list of ratings.");
    }
    Map<ItemId, Double> ratings = new HashMap<>();
    RowProblems problems = new RowProblems(FIELD, maxRows);
    for (JsonNode row : rows) {
      RatingRow read = read(row);
      problems.take(() -> ratings.put(read.item(types), read.value()));
    }
    problems.requireNone();
    return ratings;
  }

  private static RatingRow read(JsonNode row) {
    try (JsonParser parser = row.traverse()) {
      parser.nextToken();
      return RatingRow.read(parser);
    } catch (IOException e) {
      throw new IllegalStateException("a tree is in memory", e);
    }
  }
}
