package io.tastelake.serving.status;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;
import io.tastelake.serving.log.Balance;
import io.tastelake.store.JobRunsTable;
import io.tastelake.store.OnlineStore;
import io.tastelake.store.TasksTable;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * {@code GET status/}: whether the loop from an event to a taste is healthy. Of other organizations
 * it says nothing.
 */
public final class ShowStatus implements Endpoint {

  private static final double MILLIS = 1e3;

  private final OnlineStore store;
  private final Supplier<Optional<String>> problem;
  private final Supplier<Flow> flow;
  private final ToLongFunction<DatabaseId> acknowledged;
  private final Function<DatabaseId, Optional<Balance>> books;
  private final String erasures;
  private final Clock clock;

  /**
   * Shows what these say.
   *
   * @param problem why the instance cannot serve; empty while it can
   * @param acknowledged how many events of a database this instance has had acknowledged
   * @param books where the events of a database are, if they are counted apart
   * @param erasures the name of tasks that delete users
   */
  public ShowStatus(
      OnlineStore store,
      Supplier<Optional<String>> problem,
      Supplier<Flow> flow,
      ToLongFunction<DatabaseId> acknowledged,
      Function<DatabaseId, Optional<Balance>> books,
      String erasures,
      Clock clock) {
    this.store = store;
    this.problem = problem;
    this.flow = flow;
    this.acknowledged = acknowledged;
    this.books = books;
    this.erasures = erasures;
    this.clock = clock;
  }

  @Override
  public Route route() {
    return Route.get("/status", Role.NOT_FRONTEND);
  }

  private record Stored(TasksTable.Waiting erasures, List<JobRunsTable.Last> jobs) {}

  @Override
  public void answer(RequestContext context) throws IOException {
    DatabaseId database = context.caller().requireDatabase();
    Optional<String> why = problem.get();
    Stored stored =
        store.with(
            connection ->
                new Stored(
                    new TasksTable(connection).waiting(erasures, Optional.of(database)),
                    new JobRunsTable(connection).last(database)));
    Flow now = flow.get();
    context.answer(
        json -> {
          json.writeNumberField("time", seconds(clock.instant()));
          json.writeBooleanField("ready", why.isEmpty());
          json.writeStringField("problem", why.orElse(null));
          json.writeNumberField("events_acknowledged", acknowledged.applyAsLong(database));
          write(json, books.apply(database));
          write(json, now);
          write(json, stored.erasures());
          json.writeArrayFieldStart("jobs");
          for (JobRunsTable.Last last : stored.jobs()) {
            write(json, last);
          }
          json.writeEndArray();
        });
  }

  private static void write(JsonGenerator json, Optional<Balance> books) throws IOException {
    if (books.isEmpty()) {
      json.writeNullField("books");
      return;
    }
    Balance balance = books.get();
    json.writeObjectFieldStart("books");
    json.writeNumberField("accepted", balance.accepted());
    json.writeNumberField("in_lake", balance.inLake());
    json.writeNumberField("dead_lettered", balance.deadLettered());
    json.writeNumberField("in_flight", balance.inFlight());
    json.writeNumberField("unbalanced", balance.unbalanced());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Flow flow) throws IOException {
    json.writeObjectFieldStart("lake");
    json.writeNumberField("version", flow.lakeVersion());
    json.writeNumberField("behind", flow.behind());
    json.writeNumberField("seconds_since_look", flow.looked().toMillis() / MILLIS);
    json.writeNumberField("seconds_since_commit", flow.committed().toMillis() / MILLIS);
    json.writeEndObject();
    json.writeObjectFieldStart("tail");
    json.writeNumberField("behind", flow.tailLag());
    json.writeEndObject();
  }

  private void write(JsonGenerator json, TasksTable.Waiting open) throws IOException {
    json.writeObjectFieldStart("erasures");
    json.writeNumberField("open", open.tasks());
    json.writeNumberField(
        "oldest_seconds",
        open.oldest()
            .map(oldest -> Duration.between(oldest, clock.instant()).toMillis() / MILLIS)
            .orElse(0.0));
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, JobRunsTable.Last last) throws IOException {
    JobRunsTable.Run run = last.run();
    json.writeStartObject();
    json.writeStringField("job", run.job());
    json.writeStringField("database", run.database().isEmpty() ? null : run.database());
    json.writeNumberField("began", seconds(run.began()));
    json.writeNumberField("ended", seconds(run.ended()));
    json.writeStringField("result", run.result().name());
    write(json, "rows", run.rows());
    write(json, "drift", run.drift());
    if (last.succeeded().isPresent()) {
      json.writeNumberField("succeeded", seconds(last.succeeded().get()));
    } else {
      json.writeNullField("succeeded");
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String name, OptionalLong number)
      throws IOException {
    if (number.isPresent()) {
      json.writeNumberField(name, number.getAsLong());
    } else {
      json.writeNullField(name);
    }
  }

  private static double seconds(Instant at) {
    return at.toEpochMilli() / MILLIS;
  }
}
