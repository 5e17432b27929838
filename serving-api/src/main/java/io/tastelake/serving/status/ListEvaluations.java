package io.tastelake.serving.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;
import io.tastelake.store.JobRunsTable;
import io.tastelake.store.OnlineStore;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code GET evaluations/}: how well a database's models predicted, the newest first. */
public final class ListEvaluations implements Endpoint {

  /** A year of nights. */
  private static final int MAX_RUNS = 366;

  private static final String JOB = "evaluate";
  private static final double MILLIS = 1e3;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final OnlineStore store;

  public ListEvaluations(OnlineStore store) {
    this.store = store;
  }

  @Override
  public Route route() {
    return Route.get("/evaluations", Role.NOT_FRONTEND);
  }

  private record Evaluated(Instant at, JsonNode scores) {}

  @Override
  public void answer(RequestContext context) throws IOException {
    DatabaseId database = context.caller().requireDatabase();
    List<Evaluated> found = new ArrayList<>();
    store
        .with(connection -> new JobRunsTable(connection).withSummary(JOB, MAX_RUNS))
        .forEach(
            run ->
                scores(run.summary(), database)
                    .ifPresent(scores -> found.add(new Evaluated(run.ended(), scores))));
    context.answer(
        json -> {
          json.writeArrayFieldStart("evaluations");
          for (Evaluated each : found) {
            json.writeStartObject();
            json.writeNumberField("time", each.at().toEpochMilli() / MILLIS);
            json.writeFieldName("scores");
            json.writeRawValue(each.scores().toString());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  /** What a summary has under the database's id; other databases' stays where it is. */
  private static Optional<JsonNode> scores(String summary, DatabaseId database) {
    try {
      JsonNode scores = JSON.readTree(summary).path(database.value());
      return Optional.of(scores).filter(JsonNode::isObject);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
