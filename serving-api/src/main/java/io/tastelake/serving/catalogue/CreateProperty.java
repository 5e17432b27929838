package io.tastelake.serving.catalogue;

import io.tastelake.domain.catalogue.Property;
import io.tastelake.domain.catalogue.PropertyType;
import io.tastelake.serving.database.Database;
import io.tastelake.serving.database.Databases;
import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.AuditLog;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.ErrorName;
import io.tastelake.serving.http.JsonFields;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;
import java.io.IOException;
import java.util.Map;

/** {@code POST items-properties/} and {@code users-properties/}. */
final class CreateProperty implements Endpoint {

  private final Databases databases;
  private final Catalogue catalogue;
  private final Subject subject;

  CreateProperty(Databases databases, Catalogue catalogue, Subject subject) {
    this.databases = databases;
    this.catalogue = catalogue;
    this.subject = subject;
  }

  @Override
  public Route route() {
    return Route.post("/" + subject.plural() + "-properties", Role.NOT_FRONTEND);
  }

  @Override
  public void answer(RequestContext context) throws IOException {
    Database database = databases.of(context.caller());
    JsonFields fields = context.fields();
    String name = fields.requiredText("property_name");
    if (!Property.isName(name, subject.kind())) {
      throw ApiException.wrongData(
          ErrorName.WRONG_DATA_TYPE,
          "The field property_name must be %s, and not %s."
              .formatted(Property.NAMES, subject.id()));
    }
    String type = fields.requiredText("value_type");
    Property property =
        new Property(
            0,
            name,
            PropertyType.parse(type).orElseThrow(() -> noType(type)),
            fields.flag("repeated").orElse(false));
    context.accept(1);
    catalogue.create(database.id(), subject, property);
    context.audit(
        AuditLog.Event.PROPERTY_CREATED, Map.of("of", subject.plural(), "property", name));
    context.answerNothing();
  }

  private static ApiException noType(String type) {
    return ApiException.wrongField(
        "value_type",
        "The field value_type must be one of " + PropertyType.NAMES + ".",
        type + " is not valid. Please refer to the \"Property Types\" documentation");
  }
}
