package io.tastelake.standalone.demo;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.standalone.Access;
import java.util.Map;

/** A database that the demo made for itself, and a client that may write to it. */
record DemoDatabase(DatabaseId id, String name, ApiClient client, Access.Demo access) {

  /** The role that may do everything in its database, its parameters included. */
  private static final String ROLE = "manager";

  /**
   * Makes a database that suits {@code input}, an account for it, its parameters and its items.
   *
   * @param name no other database's
   * @param key the account's password
   */
  static DemoDatabase create(
      ApiClient api, Access.Root root, String name, String key, DemoInput input) {
    ApiClient owner =
        api.login("login/root/", Map.of("email", root.email(), "password", root.password()));
    String id = owner.post("databases/", description(name, input)).required("id").textValue();
    owner.post("accounts/service/", Map.of("name", name, "password", key, "role", ROLE));
    Access.Demo access = new Access.Demo(id, name, key, ROLE);
    ApiClient client = login(api, access);
    client.put("databases/current/implicit-to-explicit/", input.parameters());
    input.catalogue().putInto(client);
    return new DemoDatabase(new DatabaseId(id), name, client, access);
  }

  /** A client with a fresh token. */
  static ApiClient login(ApiClient api, Access.Demo access) {
    return api.login(
        "login/service/",
        Map.of(
            "name", access.serviceName(),
            "password", access.key(),
            "db_id", access.databaseId()));
  }

  private static Map<String, Object> description(String name, DemoInput input) {
    return Map.of(
        "name",
        name,
        "description",
        "The demo's " + input.description(),
        "user_id_type",
        input.userIds().toString(),
        "item_id_type",
        input.itemIds().toString());
  }
}
