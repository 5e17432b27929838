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
 * @param token of that login
 */
public record Tenant(DatabaseId database, ApiClient client, String token) {

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
    JsonNode login = login(api, access);
    Map<String, String> wanted =
        Map.of(
            "name", name,
            "description", "an end-to-end test's",
            "user_id_type", ids.user(),
            "item_id_type", ids.item(),
            "session_id_type", ids.session());
    ApiClient root = api.with(login.get("token").asText());
    String id = root.post("/databases/", wanted).ok().text("id");
    DatabaseId database = new DatabaseId(id);
    return in(database, api, login);
  }

  /** The same database, logged in to anew, at another address perhaps. */
  public Tenant again(ApiClient api, Access access) throws IOException {
    return in(database, api, login(api, access));
  }

  private static JsonNode login(ApiClient api, Access access) throws IOException {
    return api.post("/login/root/", access.root()).ok().body();
  }

  /** A login of root's, switched to a database: roots may do everything in all of theirs. */
  private static Tenant in(DatabaseId database, ApiClient api, JsonNode login) throws IOException {
    RenewedToken token = new RenewedToken(api, login.get("refresh_token").asText(), database);
    return new Tenant(database, api.with(token::present), token.present());
  }
}
