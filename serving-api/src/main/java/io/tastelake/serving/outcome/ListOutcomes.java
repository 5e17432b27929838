package io.tastelake.serving.outcome;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.outcome.Outcomes;
import io.tastelake.domain.outcome.Proportion;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;
import io.tastelake.store.OnlineStore;
import io.tastelake.store.OutcomesTable;
import java.io.IOException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code GET outcomes/}: of the lists that were shown, how many something came of, by day, the
 * newest first, scenario and type of what was done.
 */
public final class ListOutcomes implements Endpoint {

  private static final int DAYS = 31;

  /** A year of days. */
  private static final int MAX_DAYS = 366;

  private final OnlineStore store;

  public ListOutcomes(OnlineStore store) {
    this.store = store;
  }

  @Override
  public Route route() {
    return Route.get("/outcomes", Role.NOT_FRONTEND);
  }

  @Override
  public void answer(RequestContext context) throws IOException {
    DatabaseId database = context.caller().requireDatabase();
    int amount = context.query().amountWithin("days", DAYS, MAX_DAYS);
    context.hold(
        RequestContext.ROW_BYTES
            * store.with(connection -> new OutcomesTable(connection).amount(database, amount)));
    Map<LocalDate, Map<String, Map<String, OutcomesTable.Row>>> days =
        byDay(store.with(connection -> new OutcomesTable(connection).of(database, amount)));
    context.answer(
        json -> {
          json.writeArrayFieldStart("days");
          for (var day : days.entrySet()) {
            json.writeStartObject();
            json.writeStringField("day", day.getKey().toString());
            json.writeBooleanField("complete", isComplete(day.getValue()));
            json.writeArrayFieldStart("scenarios");
            for (var scenario : day.getValue().entrySet()) {
              write(json, scenario.getKey(), scenario.getValue());
            }
            json.writeEndArray();
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  /** By day, scenario and type. */
  private static Map<LocalDate, Map<String, Map<String, OutcomesTable.Row>>> byDay(
      List<OutcomesTable.Row> newestFirst) {
    Map<LocalDate, Map<String, Map<String, OutcomesTable.Row>>> days = new LinkedHashMap<>();
    for (OutcomesTable.Row row : newestFirst) {
      days.computeIfAbsent(row.day(), day -> new LinkedHashMap<>())
          .computeIfAbsent(row.scenario(), scenario -> new LinkedHashMap<>())
          .put(row.type(), row);
    }
    return days;
  }

  private static boolean isComplete(Map<String, Map<String, OutcomesTable.Row>> scenarios) {
    return scenarios.values().stream()
        .flatMap(types -> types.values().stream())
        .allMatch(row -> row.complete() == OutcomesTable.Completeness.COMPLETE);
  }

  private static void write(
      JsonGenerator json, String scenario, Map<String, OutcomesTable.Row> byType)
      throws IOException {
    OutcomesTable.Row any = byType.get(Outcomes.ANY_TYPE);
    json.writeStartObject();
    json.writeStringField("scenario", scenario);
    json.writeNumberField("shown", any.shown());
    json.writeFieldName("clicked");
    write(json, any);
    json.writeObjectFieldStart("types");
    for (Map.Entry<String, OutcomesTable.Row> type : byType.entrySet()) {
      if (!type.getKey().equals(Outcomes.ANY_TYPE)) {
        json.writeFieldName(type.getKey());
        write(json, type.getValue());
      }
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, OutcomesTable.Row row) throws IOException {
    Proportion lists = new Proportion(row.named() + row.byItem(), row.shown());
    json.writeStartObject();
    json.writeNumberField("lists", lists.hits());
    json.writeNumberField("named", row.named());
    json.writeNumberField("by_item", row.byItem());
    json.writeNumberField("rate", lists.rate());
    json.writeNumberField("low", lists.low());
    json.writeNumberField("high", lists.high());
    json.writeEndObject();
  }
}
