package io.tastelake.e2e.http;

import java.util.List;

/**
 * A request that is well, before it is damaged.
 *
 * @param body JSON; empty for none
 */
record Template(String method, String target, String body) {

  private static final String ROW =
      "{\"item_id\": \"lamp\", \"interaction_type\": \"view\", \"timestamp\": 1.5888123455E9,"
          + " \"properties\": {\"revenue\": 12.5, \"tags\": [\"a\", null]}}";
  private static final String ROWS = "{\"interactions\": [" + ROW + ", " + ROW + "]}";
  private static final String RATING = "{\"rating\": 7.5, \"timestamp\": \"2020-05-07T00:45:45Z\"}";

  private static final String FILTER = "price:lt:20&filters=tags:in:a,b&filters=price:notempty";
  private static final String VALUES = "\"price\": 9.5, \"tags\": [\"a\", null, \"b\"]";
  private static final String ENTRY =
      "{\"item\": {" + VALUES + "}, \"create_if_missing\": true, \"wait_for_completion\": false}";
  private static final String ENTRIES =
      "{\"items\": [{\"item_id\": \"lamp\", %s}, {\"item_id\": \"desk\", %s}]}"
          .formatted(VALUES, VALUES);

  /** One of every route that a caller of a database has, but for its deletion. */
  static final List<Template> ALL =
      List.of(
          get("/"),
          get("/openapi.json"),
          new Template("POST", "/login/service/", "{\"name\": \"n\", \"password\": \"p\"}"),
          new Template("POST", "/login/root/", "{\"email\": \"e\", \"password\": \"p\"}"),
          new Template("POST", "/login/individual/", "{\"email\": \"e\", \"password\": \"p\"}"),
          new Template("POST", "/login/refresh-token/", "{\"refresh_token\": \"abc\"}"),
          new Template("POST", "/login/jwt/", ""),
          get("/organizations/current/accounts/"),
          get("/databases/?page=1&amt=3"),
          get("/databases/current/"),
          get("/databases/current/status/"),
          get("/databases/current/implicit-to-explicit/"),
          new Template(
              "POST",
              "/user-data/ann/interactions",
              "{\"item_id\": \"lamp\", \"interaction_type\": \"view\","
                  + " \"timestamp\": \"2020-05-07T00:45:45+02:00\"}"),
          new Template(
              "PUT",
              "/user-data/ann/interactions",
              "{\"interaction_id\": \"00000000-0000-7000-8000-000000000000\", \"item_id\": \"x\"}"),
          new Template(
              "DELETE",
              "/user-data/ann/interactions",
              "{\"interaction_id\": \"00000000-0000-7000-8000-000000000000\"}"),
          get("/user-data/ann/interactions?amt=3"),
          new Template("POST", "/users/ann/interactions/lamp/", ROW),
          new Template("POST", "/users/ann/interactions-bulk/", ROWS),
          get("/users/ann/interactions-bulk/?amt=3&interaction_types=view&interaction_types[1]=x"),
          new Template(
              "POST",
              "/interactions-bulk/",
              ROWS.replace("{\"item", "{\"user_id\": \"ann\", \"item")),
          get("/interactions-bulk/?amt=3&start_timestamp=1e9&end_timestamp=2e9"),
          new Template(
              "DELETE", "/interactions-ratings-bulk/", "{\"users_id\": [\"eve\", \"bob\"]}"),
          new Template("POST", "/sessions/noon/items/lamp/interactions/", ROW),
          new Template("POST", "/sessions/noon/interactions-bulk/", ROWS),
          get("/sessions/noon/interactions-bulk/?amt=3"),
          new Template(
              "POST",
              "/sessions-interactions-bulk/",
              ROWS.replace("{\"item", "{\"session_id\": \"noon\", \"item")),
          get("/sessions-interactions-bulk/?amt=3"),
          new Template(
              "POST", "/sessions/dusk/resolve/", "{\"user_id\": \"ann\", \"timestamp\": \"1\"}"),
          new Template("POST", "/resolved-sessions/", "{\"users_id\": [\"ann\"], \"amt\": 2}"),
          get("/tasks/delete-interactions-ratings-bulk/recents/?page=1&amt=2"),
          new Template("PUT", "/users/ann/ratings/lamp/", RATING),
          new Template("DELETE", "/users/ann/ratings/lamp/", "null"),
          get("/users/ann/ratings/?page=1&amt=2"),
          new Template(
              "PUT", "/users/ann/ratings/", "{\"ratings\": [{\"item_id\": \"a\", \"rating\": 1}]}"),
          new Template("DELETE", "/users/ann/ratings/", ""),
          new Template(
              "PUT",
              "/ratings-bulk/",
              "{\"ratings\": [{\"user_id\": \"u\", \"item_id\": \"a\", \"rating\": 1}]}"),
          get("/ratings-bulk/?amt=2"),
          get("/users/ann/ratings/lamp/explain/"),
          get("/users/ann/taste/"),
          get("/status/"),
          get("/health/ready/"),
          get("/evaluations/"),
          get("/served-parity/"),
          get("/tuning-trials/"),
          get("/outcomes/"),
          get("/console/"),
          get("/docs/"),
          new Template(
              "POST",
              "/beacon/users/ann/interactions-bulk/",
              "{\"token\": \"t\", \"interactions\": [" + ROW + "]}"),
          new Template("POST", "/logout/", "{\"refresh_token\": \"abc\"}"),
          new Template(
              "POST",
              "/accounts/service/keys/",
              "{\"name\": \"n\", \"expiration_timestamp\": 2e9}"),
          get("/recommendation/users/ann/items/?amt=3&filters=" + FILTER),
          get("/recommendation/items/lamp/items/?amt=3&exclude_rated_items=true"),
          new Template(
              "POST",
              "/recommendation/sessions/items/",
              "{\"ratings\": [{\"item_id\": \"lamp\", \"rating\": 7}], \"filters\": []}"),
          new Template(
              "POST",
              "/items-properties/",
              "{\"property_name\": \"price\", \"value_type\": \"float32\"}"),
          get("/items-properties/price/"),
          new Template("PUT", "/items/lamp/", ENTRY),
          new Template("PATCH", "/items/lamp/properties/", ENTRY),
          get("/items/lamp/"),
          new Template("PUT", "/items-bulk/", ENTRIES),
          new Template("PATCH", "/items-bulk/properties/", ENTRIES),
          get("/items-bulk/?amt=3&properties=price"),
          new Template("POST", "/items-bulk/list/", "{\"items_id\": [\"lamp\", \"desk\"]}"),
          new Template("PUT", "/users/ann/", ENTRY.replace("item", "user")),
          new Template("POST", "/users-bulk/list/", "{\"users_id\": [\"ann\"]}"),
          new Template("DELETE", "/items-bulk/", "{\"items_id\": [\"desk\"]}"));

  private static Template get(String target) {
    return new Template("GET", target, "");
  }
}
