package io.tastelake.serving.catalogue;

import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.ErrorName;
import io.tastelake.serving.http.JsonFields;
import io.tastelake.serving.identity.IdTypes;
import io.tastelake.serving.identity.JsonId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** {@code {"items_id": […]}}. */
final class NamedIds {

  private NamedIds() {}

  /** The canonical ids that a body names. */
  static Set<String> of(JsonFields fields, Subject subject, IdTypes types) {
    String field = subject.plural() + "_id";
    List<JsonId> given =
        fields
            .ids(field)
            .orElseThrow(
                () ->
                    ApiException.wrongData(
                        ErrorName.WRONG_DATA_TYPE,
                        "The field " + field + " is missing: it must be a list of ids."));
    Set<String> ids = new LinkedHashSet<>();
    given.forEach(id -> ids.add(subject.id(types, id)));
    return ids;
  }
}
