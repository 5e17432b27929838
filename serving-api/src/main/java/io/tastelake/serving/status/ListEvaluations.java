package io.tastelake.serving.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
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

/** {@code GET evaluations/}: how well a database's models predicted, the newest first. */
public final class ListEvaluations implements Endpoint {

  /** A year of nights. */
  private static final int MAX_RUNS = 366;

  private static final String JOB = "evaluate";
  private static final String CENTRE = "centre";
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

  /**
   * What one run came to.
   *
   * @param centre a number; missing in runs that did not note it
   */
  private record Evaluated(Instant at, JsonNode centre, JsonNode scores) {}

  @Override
  public void answer(RequestContext context) throws IOException {
    DatabaseId database = context.caller().requireDatabase();
    List<Evaluated> found = new ArrayList<>();
    for (JobRunsTable.Facts facts :
        store.with(connection -> new JobRunsTable(connection).facts(JOB, database, MAX_RUNS))) {
      found.add(evaluated(facts));
    }
    context.answer(
        json -> {
          json.writeArrayFieldStart("evaluations");
          for (Evaluated each : found) {
            json.writeStartObject();
            json.writeNumberField("time", each.at().toEpochMilli() / MILLIS);
            if (each.centre().isNumber()) {
              json.writeNumberField(CENTRE, each.centre().asDouble());
            }
            json.writeFieldName("scores");
            json.writeRawValue(each.scores().toString());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private static Evaluated evaluated(JobRunsTable.Facts facts) throws IOException {
    ObjectNode scores = (ObjectNode) JSON.readTree(facts.json());
    JsonNode centre = scores.path(CENTRE);
    return new Evaluated(facts.ended(), centre, scores.without(CENTRE));
  }
}
