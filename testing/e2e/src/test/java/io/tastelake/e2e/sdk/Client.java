package io.tastelake.e2e.sdk;

import io.tastelake.e2e.kit.SharedSystem;
import io.tastelake.e2e.kit.Tenant;
import io.tastelake.e2e.kit.Wire;
import java.io.IOException;
import java.net.URI;
import java.util.Map;

/**
 * What a public SDK is configured with, and a connection as it opens one for each request.
 *
 * @param name of the service account
 * @param token of a login of it
 */
record Client(URI api, Tenant tenant, String name, String token) {

  static final String PASSWORD = "correct horse";

  /** A backend account of a new database. */
  static Client backend(SharedSystem system, Tenant.Ids ids) throws IOException {
    Tenant tenant = system.tenant(ids);
    String name = "sdk-" + tenant.database().value();
    tenant
        .client()
        .post("/accounts/service/", Map.of("name", name, "password", PASSWORD, "role", "backend"))
        .ok();
    Map<String, String> login =
        Map.of("name", name, "password", PASSWORD, "db_id", tenant.database().value());
    String token = system.client().post("/login/service/", login).ok().text("token");
    return new Client(system.client().uri(), tenant, name, token);
  }

  /**
   * Sends one request over a connection of its own.
   *
   * @param head request line and headers; HOST and TOKEN stand for the API's address and the token
   * @param body null for none
   */
  Wire.Response ask(String head, String body) throws IOException {
    try (Wire wire = Wire.open(api)) {
      return wire.ask(filledIn(head), body);
    }
  }

  /** A head with the API's address and the token in their places. */
  String filledIn(String head) {
    return head.replace("HOST", api.getHost() + ":" + api.getPort()).replace("TOKEN", token);
  }

  /** A login's body in the form that all SDKs give it. */
  String login() {
    return """
        {"name": "%s", "password": "%s", "db_id": "%s"}"""
        .formatted(name, PASSWORD, tenant.database().value());
  }
}
