package io.tastelake.serving.taste;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tastelake.domain.taste.ModelSettings;
import io.tastelake.serving.database.Databases;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;
import io.tastelake.store.ModelSettingsTable;
import io.tastelake.store.OnlineStore;
import java.io.IOException;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** {@code GET databases/current/model-settings/}: the settings that are set. */
public final class ShowModelSettings implements Endpoint {

  private final Databases databases;
  private final OnlineStore store;

  public ShowModelSettings(Databases databases, OnlineStore store) {
    this.databases = databases;
    this.store = store;
  }

  @Override
  public Route route() {
    return Route.get("/databases/current/model-settings", Role.ORGANIZATION);
  }

  @Override
  public void answer(RequestContext context) throws IOException {
    var database = databases.of(context.caller()).id();
    ModelSettings settings =
        store.with(connection -> new ModelSettingsTable(connection).of(database));
    context.answer(
        json -> {
          write(json, PutModelSettings.RANK, settings.rank());
          write(json, PutModelSettings.ITERATIONS, settings.iterations());
          write(json, PutModelSettings.ALPHA, settings.alpha());
          write(json, PutModelSettings.LAMBDA, settings.lambda());
        });
  }

  private static void write(JsonGenerator json, String name, OptionalInt value) throws IOException {
    if (value.isPresent()) {
      json.writeNumberField(name, value.getAsInt());
    }
  }

  private static void write(JsonGenerator json, String name, OptionalDouble value)
      throws IOException {
    if (value.isPresent()) {
      json.writeNumberField(name, value.getAsDouble());
    }
  }
}
