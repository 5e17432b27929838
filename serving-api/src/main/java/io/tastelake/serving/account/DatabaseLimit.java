package io.tastelake.serving.account;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.OrganizationId;
import io.tastelake.serving.database.Database;
import io.tastelake.serving.database.Databases;
import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.ErrorName;
import io.tastelake.serving.http.JsonFields;
import io.tastelake.serving.http.Role;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which databases of its organization an account may open.
 *
 * @param only these; empty if it may open all, those of later included
 */
record DatabaseLimit(Optional<List<DatabaseId>> only) {

  static final DatabaseLimit NONE = new DatabaseLimit(Optional.empty());

  private static final String FIELD = "db_ids";
  private static final String ALL = "all";
  private static final int MAX = 100;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{22}");
  private static final Pattern SHOWN = Pattern.compile("[ -~]{1,64}");

  boolean allows(DatabaseId database) {
    return only.map(databases -> databases.contains(database)).orElse(true);
  }

  /**
   * The field {@code db_ids} of a request, if it is there: a list of ids, or {@code "all"}.
   *
   * @throws ApiException {@code WrongData} if it is something else, {@code DATABASE_NOT_FOUND} if
   *     the organization has no such database
   */
  static Optional<DatabaseLimit> wanted(
      JsonFields fields, OrganizationId organization, Databases databases) {
    JsonNode value = fields.object().path(FIELD);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (value.isTextual() && value.textValue().equals(ALL)) {
      return Optional.of(NONE);
    }
    if (!value.isArray() || value.isEmpty() || value.size() > MAX) {
      throw wrong();
    }
    List<DatabaseId> ids = new ArrayList<>(value.size());
    for (JsonNode id : value) {
      if (!id.isTextual()) {
        throw wrong();
      }
      ids.add(present(id.textValue(), organization, databases));
    }
    return Optional.of(new DatabaseLimit(Optional.of(ids.stream().distinct().toList())));
  }

  private static DatabaseId present(String id, OrganizationId organization, Databases databases) {
    return Optional.of(id)
        .filter(text -> ID.matcher(text).matches())
        .flatMap(databases::withId)
        .filter(database -> database.organization().equals(organization))
        .map(Database::id)
        .orElseThrow(
            () -> ApiException.notFound(ErrorName.DATABASE_NOT_FOUND, "database", shown(id)));
  }

  private static String shown(String id) {
    return SHOWN.matcher(id).matches() ? id : "of this id";
  }

  /**
   * Refuses a limit for who manages the whole organization, and so opens what they like.
   *
   * @throws ApiException {@code WrongData} if accounts of {@code role} have no limit
   */
  DatabaseLimit checkedFor(Role role) {
    if (only.isPresent() && Role.ORGANIZATION.contains(role)) {
      throw ApiException.wrongData(
          ErrorName.WRONG_DATA_TYPE,
          "An account of role %s manages all databases of its organization: limit one of role"
                  .formatted(role.wireName())
              + " backend or frontend, or send db_ids with the value \"all\".");
    }
    return this;
  }

  /** Writes the member {@code db_ids} of an account that has a limit. */
  void write(JsonGenerator json) throws IOException {
    if (only.isPresent()) {
      json.writeArrayFieldStart(FIELD);
      for (DatabaseId database : only.get()) {
        json.writeString(database.value());
      }
      json.writeEndArray();
    }
  }

  /** The ids, or {@code all}. */
  String told() {
    return only.map(
            databases -> databases.stream().map(DatabaseId::value).collect(Collectors.joining(" ")))
        .orElse(ALL);
  }

  private static ApiException wrong() {
    return ApiException.wrongData(
        ErrorName.WRONG_DATA_TYPE,
        "The field db_ids must be a list of 1 to %d ids of databases, or \"all\".".formatted(MAX));
  }
}
