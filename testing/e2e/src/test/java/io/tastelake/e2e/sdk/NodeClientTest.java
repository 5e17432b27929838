package io.tastelake.e2e.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.e2e.kit.ApiClient;
import io.tastelake.e2e.kit.SharedSystem;
import io.tastelake.e2e.kit.Tenant;
import io.tastelake.e2e.kit.Tokens;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The published npm package, unmodified, as its users run it: {@code src/test/node}. */
@ExtendWith(SharedSystem.Extension.class)
class NodeClientTest {

  private static final String PASSWORD = "correct horse";

  @Test
  void thePublishedClientRunsUnmodified(SharedSystem system) throws Exception {
    NodeProject project = NodeProject.installed("node", system.folder());
    String script = project.folder().resolve("client.mjs").toString();
    String printed = project.run("client", environment(system), "node", script);
    assertThat(printed).containsPattern("all \\d+ steps passed");
  }

  private static Map<String, String> environment(SharedSystem system) throws Exception {
    Tenant tenant = system.tenant(Tenant.Ids.TEXT);
    String name = "node-" + tenant.database().value();
    Map<String, Object> backend = account("name", name + "-backend", "backend");
    Map<String, Object> frontend = account("name", name + "-frontend", "frontend");
    Map<String, Object> manager = account("email", name + "@shop.example", "manager");
    ApiClient root = tenant.client();
    root.post("/accounts/service/", backend).ok();
    root.post("/accounts/service/", frontend).ok();
    root.post("/accounts/individual/", manager).ok();
    String expired =
        Tokens.signed(tenant.token(), system.tokenKey(), Instant.now().minusSeconds(1));
    return Map.of(
        "API",
        system.client().uri().toString(),
        "DATABASE",
        tenant.database().value(),
        "BACKEND",
        name + "-backend",
        "FRONTEND",
        name + "-frontend",
        "MANAGER_EMAIL",
        name + "@shop.example",
        "PASSWORD",
        PASSWORD,
        "EXPIRED_TOKEN",
        expired);
  }

  private static Map<String, Object> account(String key, String name, String role) {
    return Map.of(key, name, "password", PASSWORD, "role", role);
  }
}
