package io.tastelake.serving.parity;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;
import io.tastelake.store.OnlineStore;
import io.tastelake.store.ServedParityTable;
import io.tastelake.store.ServedSample;
import io.tastelake.store.ServedVerdict;
import java.io.IOException;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code GET served-parity/}: how much of what was served was what follows from the interactions of
 * then, by day, the newest first.
 */
public final class ListServedParity implements Endpoint {

  /** A year of days. */
  private static final int MAX_DAYS = 366;

  private final OnlineStore store;

  public ListServedParity(OnlineStore store) {
    this.store = store;
  }

  @Override
  public Route route() {
    return Route.get("/served-parity", Role.NOT_FRONTEND);
  }

  @Override
  public void answer(RequestContext context) throws IOException {
    DatabaseId database = context.caller().requireDatabase();
    Map<LocalDate, Map<ServedSample.Kind, Map<ServedVerdict, Long>>> days =
        byDay(store.with(connection -> new ServedParityTable(connection).of(database, MAX_DAYS)));
    context.answer(
        json -> {
          json.writeArrayFieldStart("days");
          for (var day : days.entrySet()) {
            json.writeStartObject();
            json.writeStringField("day", day.getKey().toString());
            write(json, "ratings", day.getValue().getOrDefault(ServedSample.Kind.RATING, Map.of()));
            write(json, "vectors", day.getValue().getOrDefault(ServedSample.Kind.VECTOR, Map.of()));
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private static Map<LocalDate, Map<ServedSample.Kind, Map<ServedVerdict, Long>>> byDay(
      List<ServedParityTable.Row> newestFirst) {
    Map<LocalDate, Map<ServedSample.Kind, Map<ServedVerdict, Long>>> days = new LinkedHashMap<>();
    for (ServedParityTable.Row row : newestFirst) {
      days.computeIfAbsent(row.counted().day(), day -> new EnumMap<>(ServedSample.Kind.class))
          .computeIfAbsent(row.counted().kind(), kind -> new EnumMap<>(ServedVerdict.class))
          .put(row.counted().verdict(), row.amount());
    }
    return days;
  }

  /** Each verdict that counts, 0 too, and why the others have none. */
  private static void write(JsonGenerator json, String name, Map<ServedVerdict, Long> counts)
      throws IOException {
    json.writeObjectFieldStart(name);
    for (ServedVerdict verdict : ServedVerdict.values()) {
      if (verdict.isJudged()) {
        json.writeNumberField(name(verdict), counts.getOrDefault(verdict, 0L));
      }
    }
    json.writeObjectFieldStart("not_judged");
    for (Map.Entry<ServedVerdict, Long> count : counts.entrySet()) {
      if (!count.getKey().isJudged()) {
        json.writeNumberField(name(count.getKey()), count.getValue());
      }
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static String name(ServedVerdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT);
  }
}
