package io.tastelake.serving.taste;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.domain.taste.ModelSettings;
import io.tastelake.serving.database.Databases;
import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.AuditLog;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.ErrorName;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;
import io.tastelake.store.ModelSettingsTable;
import io.tastelake.store.OnlineStore;
import java.io.IOException;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** {@code PUT databases/current/model-settings/}: how the next models are trained. */
public final class PutModelSettings implements Endpoint {

  static final String RANK = "rank";
  static final String ITERATIONS = "iterations";
  static final String ALPHA = "alpha";
  static final String LAMBDA = "lambda";

  private static final Set<String> KNOWN = Set.of(RANK, ITERATIONS, ALPHA, LAMBDA);

  private final Databases databases;
  private final OnlineStore store;

  public PutModelSettings(Databases databases, OnlineStore store) {
    this.databases = databases;
    this.store = store;
  }

  @Override
  public Route route() {
    return Route.put("/databases/current/model-settings", Role.ORGANIZATION);
  }

  @Override
  public void answer(RequestContext context) throws IOException {
    ModelSettings settings = read(context.fields().object());
    var database = databases.of(context.caller()).id();
    store.run(connection -> new ModelSettingsTable(connection).put(database, settings));
    context.audit(AuditLog.Event.MODEL_SETTINGS_CHANGED, Map.of());
    context.answer(json -> {});
  }

  private static ModelSettings read(JsonNode object) {
    Set<String> unknown = new TreeSet<>();
    object.properties().forEach(member -> unknown.add(member.getKey()));
    unknown.removeAll(KNOWN);
    if (!unknown.isEmpty()) {
      throw wrong("There is no setting %s.".formatted(String.join(", ", unknown)));
    }
    try {
      return new ModelSettings(
          integer(object, RANK),
          integer(object, ITERATIONS),
          number(object, ALPHA),
          number(object, LAMBDA));
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
  }

  private static OptionalInt integer(JsonNode object, String name) {
    JsonNode value = object.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return OptionalInt.empty();
    }
    if (!value.canConvertToExactIntegral() || !value.canConvertToInt()) {
      throw new IllegalArgumentException(name + " must be a whole number.");
    }
    return OptionalInt.of(value.intValue());
  }

  private static OptionalDouble number(JsonNode object, String name) {
    JsonNode value = object.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return OptionalDouble.empty();
    }
    if (!value.isNumber()) {
      throw new IllegalArgumentException(name + " must be a number.");
    }
    return OptionalDouble.of(value.doubleValue());
  }

  private static ApiException wrong(String problem) {
    return ApiException.wrongData(
        ErrorName.WRONG_DATA_TYPE, "The model settings are invalid: " + problem);
  }
}
