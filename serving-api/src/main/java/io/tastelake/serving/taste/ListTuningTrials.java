package io.tastelake.serving.taste;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;
import io.tastelake.store.OnlineStore;
import io.tastelake.store.TuningsTable;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * {@code GET tuning-trials/}: what the newest {@code tune} of each kind of settings tried, and what
 * came of it, the newest first.
 */
public final class ListTuningTrials implements Endpoint {

  private static final double MILLIS = 1e3;

  private final OnlineStore store;

  public ListTuningTrials(OnlineStore store) {
    this.store = store;
  }

  @Override
  public Route route() {
    return Route.get("/tuning-trials", Role.NOT_FRONTEND);
  }

  @Override
  public void answer(RequestContext context) throws IOException {
    DatabaseId database = context.caller().requireDatabase();
    List<TuningsTable.Row> searches =
        store.with(connection -> new TuningsTable(connection).of(database));
    context.answer(
        json -> {
          json.writeArrayFieldStart("searches");
          for (TuningsTable.Row row : searches) {
            json.writeStartObject();
            json.writeStringField("settings", name(row.search()));
            json.writeNumberField("time", row.tunedAt().toEpochMilli() / MILLIS);
            json.writeStringField("outcome", name(row.outcome()));
            json.writeNumberField("best_trial", row.best());
            json.writeNumberField("users", row.users());
            json.writeNumberField("gain", row.gain());
            json.writeNumberField("margin", row.margin());
            json.writeFieldName("trials");
            json.writeRawValue(row.trials());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
