package io.tastelake.serving.interaction.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.interaction.InteractionContent;
import io.tastelake.serving.database.Database;
import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.ErrorName;
import io.tastelake.serving.http.JsonFields;
import io.tastelake.serving.http.RowProblems;
import io.tastelake.serving.http.Timestamps;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Interactions that a request brings along and that are stored nowhere. */
public final class BroughtInteractions {

  private static final InteractionId NONE = new InteractionId(new UUID(0, 0));

  private BroughtInteractions() {}

  /**
   * The interactions in the field {@code interactions}; none if the field is absent.
   *
   * @param maxRows how many one request may hold
   * @param now when those without a timestamp happened, Unix microseconds
   * @throws ApiException {@code WrongData} if it is no list of interactions; names up to 100 wrong
   *     ones
   */
  public static List<InteractionContent> of(
      JsonFields fields, Database database, int maxRows, long now) {
    JsonNode rows = fields.object().path(Batch.FIELD);
    if (rows.isMissingNode() || rows.isNull()) {
      return List.of();
    }
    if (!rows.isArray()) {
      throw ApiException.wrongData(
          ErrorName.WRONG_DATA_TYPE, "The field interactions must be a list of interactions.");
    }
    RowEvents events = new RowEvents(database, () -> NONE, now, maxRows);
    List<InteractionContent> interactions = new ArrayList<>();
    RowProblems problems = new RowProblems(Batch.FIELD, maxRows);
    for (JsonNode row : rows) {
      Row read = read(row);
      problems.take(() -> interactions.add(content(events, read)));
    }
    problems.requireNone();
    return interactions;
  }

  private static InteractionContent content(RowEvents events, Row row) {
    RowEvents.requireSound(row);
    ItemId item = events.database().types().item(RowEvents.require(row.item(), "item_id", "an id"));
    return events.interaction(item, row).content();
  }

  private static Row read(JsonNode row) {
    try (JsonParser parser = row.traverse()) {
      parser.nextToken();
      return RowReader.read(parser, Timestamps.UNIX_SECONDS);
    } catch (IOException e) {
      throw new IllegalStateException("a tree is in memory", e);
    }
  }
}
