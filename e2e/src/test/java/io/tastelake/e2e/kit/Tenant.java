package io.tastelake.e2e.kit;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.standalone.Access;
import java.io.IOException;
import java.util.Map;

/**
 * A database of its own, so that tests that share a system do not see each other.
 *
 * @param client logged in to it
 */
public record Tenant(DatabaseId database, ApiClient client) {

  /** The types of its ids, as the API names them. */
  public record Ids(String user, String item, String session) {

    public static final Ids TEXT = new Ids("urlsafe64", "urlsafe64", "urlsafe64");
  }

  /** Parameters that let every kind of write in. */
  private static final Map<String, Object> PARAMETERS =
      Map.of(
          "interaction_types",
          Map.of("view", Map.of("strength", 1.0), "buy", Map.of("strength", 9.0)),
          "saturation",
          10.0);

  /** Creates a database with implicit-to-explicit parameters. */
  public static Tenant create(ApiClient api, Access access, String name, Ids ids)
      throws IOException {
    Tenant tenant = bare(api, access, name, ids);
    tenant.client.put("/databases/current/implicit-to-explicit/", PARAMETERS).ok();
    return tenant;
  }

  /** Creates a database without them. */
  public static Tenant bare(ApiClient api, Access access, String name, Ids ids) throws IOException {
    JsonNode login = api.post("/login/root/", access.root()).ok().body();
    Map<String, String> wanted =
        Map.of(
            "name", name,
            "description", "an end-to-end test's",
            "user_id_type", ids.user(),
            "item_id_type", ids.item(),
            "session_id_type", ids.session());
    ApiClient root = api.with(login.get("token").asText());
    String id = root.post("/databases/", wanted).ok().text("id");
    Map<String, String> switched =
        Map.of("refresh_token", login.get("refresh_token").asText(), "db_id", id);
    String token = api.post("/login/refresh-token/", switched).ok().text("token");
    return new Tenant(new DatabaseId(id), api.with(token));
  }
}
