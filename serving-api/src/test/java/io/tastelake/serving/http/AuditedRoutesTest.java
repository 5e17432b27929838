package io.tastelake.serving.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.serving.TestApi;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Every route that changes who may do what, or takes something away, leaves a line. */
class AuditedRoutesTest {

  private static final String PASSWORD = ", \"password\": \"" + TestApi.PASSWORD + "\"";

  /** What clients write all day, and what changes nothing. */
  private static final Set<String> ORDINARY =
      Set.of(
          "POST /login/jwt",
          "POST /accounts/verify",
          "PUT /accounts/resend-verification-code",
          "POST /accounts/individual/send-reset-password-email",
          "POST /accounts/individual/reset",
          "POST /recommendation/sessions/items",
          "POST /resolved-sessions",
          "PATCH /organizations/current/preview",
          "PATCH /databases/current/preview",
          "POST /databases/current/implicit-to-explicit/preview",
          "PUT /users/{user_id}",
          "PATCH /users/{user_id}",
          "DELETE /users/{user_id}");

  private static final List<String> ORDINARY_FOLDERS =
      List.of(
          "/users/{user_id}/interactions",
          "/users/{user_id}/ratings",
          "/users/{user_id}/properties",
          "/users-bulk",
          "/items/",
          "/items-bulk",
          "/sessions",
          "/interactions-bulk",
          "/ratings-bulk",
          "/user-data",
          "/beacon",
          "/raw-ingestion");

  /** One request to a route, and what it leaves. */
  private record Audited(String path, String body, AuditLog.Event event, String token) {

    Audited(String path, String body, AuditLog.Event event) {
      this(path, body, event, null);
    }
  }

  @Test
  void everyRouteThatIsNotOrdinaryLeavesALine() throws IOException {
    try (TestApi api = TestApi.start();
        KeptLog audit = KeptLog.of("audit")) {
      String database = api.createReadyDatabase("audited", "uint32", "uint32");
      String token = api.rootToken(database);
      Map<String, Audited> audited = audited(api, token);
      Set<String> writing = new TreeSet<>();
      for (Route route : api.routes()) {
        String name = route.method() + " " + route.path();
        boolean ordinary =
            ORDINARY.contains(name) || ORDINARY_FOLDERS.stream().anyMatch(route.path()::startsWith);
        if (!name.startsWith("GET ") && !ordinary) {
          writing.add(name);
        }
      }
      assertThat(audited.keySet())
          .as("a new route is ordinary, or is audited and has its request here")
          .containsExactlyInAnyOrderElementsOf(writing);
      SoftAssertions all = new SoftAssertions();
      for (Map.Entry<String, Audited> each : inOrder(audited)) {
        Audited request = each.getValue();
        int before = audit.lines().size();
        String method = each.getKey().substring(0, each.getKey().indexOf(' '));
        String own = request.token() == null ? token : request.token();
        boolean open = request.path().startsWith("/login/");
        TestApi.Answer answer = api.send(method, request.path(), open ? null : own, request.body());
        all.assertThat(answer.status()).as(each.getKey() + " " + answer.text()).isEqualTo(200);
        List<String> lines = audit.lines().subList(before, audit.lines().size());
        all.assertThat(lines).as(each.getKey()).hasSize(1);
        for (String line : lines) {
          JsonNode said = TestApi.JSON.readTree(line);
          all.assertThat(said.path("event").asText()).isEqualTo(request.event().name());
          all.assertThat(said.path("account").asText()).as(line).hasSize(22);
          all.assertThat(said.path("from").asText()).as(line).isEqualTo("127.0.0.1");
          all.assertThat(line).doesNotContain(TestApi.PASSWORD, token, "4711");
        }
      }
      all.assertAll();
    }
  }

  /** What deletes what the others need comes last. */
  private static List<Map.Entry<String, Audited>> inOrder(Map<String, Audited> audited) {
    return audited.entrySet().stream()
        .sorted((one, other) -> Boolean.compare(isLast(one.getKey()), isLast(other.getKey())))
        .toList();
  }

  private static boolean isLast(String route) {
    return route.equals("DELETE /databases/current") || route.equals("POST /logout");
  }

  private static Map<String, Audited> audited(TestApi api, String token) {
    for (String name : List.of("kept", "dropped", "refreshed")) {
      String role = ", \"role\": \"backend\"}";
      send(api, token, "/accounts/service/", "{\"name\": \"" + name + "\"" + PASSWORD + role);
      String email = "{\"email\": \"" + name + "@shop.example\"";
      send(api, token, "/accounts/individual/", email + PASSWORD + role);
    }
    String key =
        send(api, token, "/accounts/service/keys/", "{\"name\": \"kept\"}").path("id").asText();
    JsonNode login =
        send(api, null, "/login/service/", "{\"name\": \"refreshed\"" + PASSWORD + "}");
    send(
        api,
        token,
        "/accounts/service/",
        "{\"name\": \"gone\"" + PASSWORD + ", \"role\": \"manager\"}");
    String gone =
        send(api, null, "/login/service/", "{\"name\": \"gone\"" + PASSWORD + "}")
            .path("token")
            .asText();
    String property = "{\"property_name\": \"dropped\", \"value_type\": \"int8\"}";
    String refresh = "{\"refresh_token\": " + login.path("refresh_token") + "}";
    String root = "{\"email\": \"" + TestApi.ROOT + "\"" + PASSWORD + "}";
    String person = "{\"email\": \"kept@shop.example\"";
    String role = ", \"role\": \"frontend\"}";
    Map<String, Audited> requests = new TreeMap<>();
    put(requests, "POST /login/root", root, AuditLog.Event.LOGIN_GRANTED);
    put(requests, "POST /login/individual", person + PASSWORD + "}", AuditLog.Event.LOGIN_GRANTED);
    put(
        requests,
        "POST /login/service",
        "{\"name\": \"kept\"" + PASSWORD + "}",
        AuditLog.Event.LOGIN_GRANTED);
    put(requests, "POST /login/refresh-token", refresh, AuditLog.Event.TOKEN_REFRESHED);
    put(requests, "POST /logout", refresh, AuditLog.Event.LOGGED_OUT);
    put(
        requests,
        "POST /accounts/service",
        "{\"name\": \"new\"" + role,
        AuditLog.Event.ACCOUNT_CREATED);
    put(
        requests,
        "PATCH /accounts/service",
        "{\"name\": \"kept\", \"revoke_tokens\": true}",
        AuditLog.Event.ACCOUNT_CHANGED);
    put(
        requests,
        "DELETE /accounts/service",
        "{\"name\": \"dropped\"}",
        AuditLog.Event.ACCOUNT_DELETED);
    put(
        requests,
        "POST /accounts/individual",
        "{\"email\": \"new@shop.example\"" + PASSWORD + role,
        AuditLog.Event.ACCOUNT_CREATED);
    put(
        requests,
        "PATCH /accounts/individual",
        person + ", \"revoke_tokens\": true}",
        AuditLog.Event.ACCOUNT_CHANGED);
    put(
        requests,
        "DELETE /accounts/individual",
        "{\"email\": \"dropped@shop.example\"}",
        AuditLog.Event.ACCOUNT_DELETED);
    put(
        requests,
        "POST /accounts/service/keys",
        "{\"name\": \"kept\"}",
        AuditLog.Event.SERVICE_KEY_CREATED);
    requests.put(
        "DELETE /accounts/service/keys/{key_id}",
        new Audited(
            "/accounts/service/keys/" + key + "/", null, AuditLog.Event.SERVICE_KEY_DELETED));
    put(
        requests,
        "PATCH /organizations/current",
        "{\"metadata\": {\"a\": 4711}}",
        AuditLog.Event.ORGANIZATION_CHANGED);
    put(
        requests,
        "POST /databases",
        "{\"name\": \"n\", \"description\": \"\", \"item_id_type\": \"uint8\","
            + " \"user_id_type\": \"uint8\"}",
        AuditLog.Event.DATABASE_CREATED);
    put(
        requests,
        "PATCH /databases/current",
        "{\"description\": \"4711\"}",
        AuditLog.Event.DATABASE_CHANGED);
    put(requests, "DELETE /databases/current", null, AuditLog.Event.DATABASE_DELETED);
    put(
        requests,
        "PUT /databases/current/implicit-to-explicit",
        "{\"interaction_types\": {\"view\": {\"strength\": 1}}, \"saturation\": 10}",
        AuditLog.Event.PARAMETERS_CHANGED);
    put(
        requests,
        "PUT /databases/current/model-settings",
        "{\"rank\": 16}",
        AuditLog.Event.MODEL_SETTINGS_CHANGED);
    put(
        requests,
        "DELETE /interactions-ratings-bulk",
        "{\"users_id\": [4711]}",
        AuditLog.Event.USERS_FORGOTTEN);
    requests.put(
        "DELETE /accounts", new Audited("/accounts/", null, AuditLog.Event.ACCOUNT_DELETED, gone));
    requests.put(
        "POST /tasks/{name}",
        new Audited("/tasks/ml_model_retrain/", "{}", AuditLog.Event.TASK_STARTED));
    for (String kind : List.of("/items-properties", "/users-properties")) {
      send(api, token, kind + "/", property);
      put(
          requests,
          "POST " + kind,
          property.replace("dropped", "made"),
          AuditLog.Event.PROPERTY_CREATED);
      requests.put(
          "DELETE " + kind + "/{property_name}",
          new Audited(kind + "/dropped/", null, AuditLog.Event.PROPERTY_DELETED));
    }
    requests.put(
        "DELETE /users/{user_id}/%2A",
        new Audited("/users/4711/*/", null, AuditLog.Event.USERS_FORGOTTEN));
    return requests;
  }

  private static void put(
      Map<String, Audited> requests, String route, String body, AuditLog.Event event) {
    requests.put(route, new Audited(route.substring(route.indexOf(' ') + 1) + "/", body, event));
  }

  private static JsonNode send(TestApi api, String token, String path, String body) {
    TestApi.Answer answer = api.send("POST", path, token, body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }
}
