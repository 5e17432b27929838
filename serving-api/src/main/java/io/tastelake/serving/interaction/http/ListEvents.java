package io.tastelake.serving.interaction.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.serving.database.Database;
import io.tastelake.serving.database.Databases;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.RefusedWrites;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;
import io.tastelake.serving.interaction.NewestEvents;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * {@code GET events/}: the events of the database that were accepted last, and what this instance
 * refused last.
 */
public final class ListEvents implements Endpoint {

  /** As large as its properties may be. */
  private static final long BYTES_PER_EVENT = 64 << 10;

  private static final int PAGE = 64;
  private static final int MAX_PAGE_SIZE = 200;
  private static final Duration MAX_AGE = Duration.ofHours(1);
  private static final double MILLIS = 1e3;

  private final Databases databases;
  private final NewestEvents newest;
  private final RefusedWrites refused;
  private final Clock clock;

  public ListEvents(Databases databases, NewestEvents newest, RefusedWrites refused, Clock clock) {
    this.databases = databases;
    this.newest = newest;
    this.refused = refused;
    this.clock = clock;
  }

  @Override
  public Route route() {
    return Route.get("/events", Role.NOT_FRONTEND);
  }

  @Override
  public void answer(RequestContext context) throws IOException {
    Database database = databases.of(context.caller());
    WantedEvents wanted = WantedEvents.of(context.query(), database.types());
    int amount = context.query().amount("amt", PAGE, MAX_PAGE_SIZE);
    Instant oldest = clock.instant().minus(MAX_AGE);
    List<LoggedEvent> events =
        newest.unforgotten(database.id()).stream()
            .filter(each -> each.event().acceptedAt() >= EventJson.micros(oldest))
            .filter(each -> wanted.test(each.event()))
            .sorted(
                Comparator.comparingLong((LoggedEvent each) -> each.event().acceptedAt())
                    .thenComparingLong(LoggedEvent::offset)
                    .reversed())
            .limit(amount)
            .toList();
    context.hold(BYTES_PER_EVENT * events.size());
    List<RefusedWrites.Refusal> refusals = refused.of(database.id(), oldest);
    context.answer(
        json -> {
          json.writeNumberField("time", clock.millis() / MILLIS);
          json.writeArrayFieldStart("events");
          for (LoggedEvent each : events) {
            EventJson.write(json, database.types(), each.event());
          }
          json.writeEndArray();
          json.writeArrayFieldStart("refused");
          for (RefusedWrites.Refusal refusal : refusals) {
            write(json, refusal);
          }
          json.writeEndArray();
        });
  }

  private static void write(JsonGenerator json, RefusedWrites.Refusal refusal) throws IOException {
    json.writeStartObject();
    json.writeNumberField("time", refusal.at().toEpochMilli() / MILLIS);
    json.writeNumberField("status", refusal.status());
    json.writeStringField("name", refusal.name());
    json.writeStringField("method", refusal.method());
    json.writeStringField("path", refusal.path());
    json.writeStringField("account", refusal.account());
    json.writeStringField("message", refusal.message());
    json.writeEndObject();
  }
}
