package io.tastelake.serving.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.serving.ApiResource;
import io.tastelake.serving.TestApi;
import io.tastelake.serving.TestApi.Answer;
import io.tastelake.serving.document.ApiDocument;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every endpoint × every role × every target, as {@code roles.txt} says. */
@ExtendWith(ApiResource.class)
class RolesTest {

  private static final String OWN_USER = "ann";
  private static final String OWN_SESSION = "morning";
  private static final String ME = "~me";

  private static TestApi api;
  private static List<Caller> callers;
  private static int news;

  /** A line of the table. */
  record Line(String method, String path, String roles, int status, String body) {

    static Line parse(String line) {
      List<String> columns = Stream.of(line.split("\\|", 5)).map(String::strip).toList();
      String body = columns.get(4).isEmpty() ? null : columns.get(4);
      return new Line(
          columns.get(0), columns.get(1), columns.get(2), Integer.parseInt(columns.get(3)), body);
    }

    boolean allows(Caller caller) {
      return caller.role != null && roles.indexOf(caller.role.charAt(0)) >= 0;
    }

    /** The parameter of path or body that says whose something is, if there is one. */
    String target() {
      return Stream.of("user_id", "session_id")
          .filter(name -> (path + body).contains("{" + name + "}"))
          .findFirst()
          .orElse("");
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  /**
   * Somebody with a token.
   *
   * @param role null for nobody
   * @param bound the field of the login that a frontend token was bound with
   * @param login makes a token for a database
   */
  private record Caller(String role, String bound, UnaryOperator<String> login, String token) {

    static Caller of(String role, String bound, String database, UnaryOperator<String> login) {
      return new Caller(role, bound, login, login.apply(database));
    }

    Caller in(String database) {
      return of(role, bound, database, login);
    }

    boolean frontend() {
      return "FRONTEND".equals(role);
    }

    @Override
    public String toString() {
      return role + (bound.isEmpty() ? "" : " bound to " + bound);
    }
  }

  static Stream<Line> lines() throws IOException {
    try (InputStream table = RolesTest.class.getResourceAsStream("roles.txt")) {
      return new String(table.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(Line::parse);
    }
  }

  @BeforeAll
  static void logIn(TestApi shared) {
    api = shared;
    String database = database();
    api.send("PUT", "/users/rater/ratings/lamp/", api.rootToken(database), "{\"rating\": 9}");
    callers =
        List.of(
            Caller.of(null, "", database, unused -> null),
            Caller.of("ROOT", "", database, api::rootToken),
            Caller.of("MANAGER", "", database, service("manager", "")),
            Caller.of("BACKEND", "", database, service("backend", "")),
            Caller.of("FRONTEND", "", database, service("frontend", "")),
            Caller.of("FRONTEND", "user_id", database, frontend("user_id", OWN_USER)),
            Caller.of("FRONTEND", "session_id", database, frontend("session_id", OWN_SESSION)));
  }

  private static UnaryOperator<String> frontend(String field, String id) {
    return service("frontend", ", \"frontend_%s\": \"%s\"".formatted(field, id));
  }

  private static UnaryOperator<String> service(String role, String binding) {
    return database -> api.serviceToken(fresh(), role, database, binding);
  }

  private static String database() {
    return api.createReadyDatabase(fresh(), "urlsafe64", "urlsafe64", "urlsafe64");
  }

  private static String fresh() {
    return "roles-" + ++news;
  }

  @Test
  void theTableNamesEveryEndpointThatAsksForARole() throws IOException {
    Map<Character, String> names =
        Map.of('R', "root", 'M', "manager", 'B', "backend", 'F', "frontend");
    Stream<String> table =
        lines()
            .map(
                line ->
                    line
                        + " "
                        + line.roles.chars().mapToObj(role -> names.get((char) role)).toList());
    assertThat(ApiDocument.read().operations().stream().filter(open -> !open.endsWith("[]")))
        .containsExactlyInAnyOrderElementsOf(table.toList());
  }

  @ParameterizedTest
  @MethodSource("lines")
  void nobodyMayDoWhatTheContractDoesNotSay(Line line) {
    SoftAssertions all = new SoftAssertions();
    boolean destroys =
        List.of("DELETE /databases/current", "DELETE /accounts").contains(line.toString());
    for (Caller known : callers) {
      Caller caller = destroys ? known.in(database()) : known;
      for (String target : targets(line, caller)) {
        String expected = expected(line, caller, target);
        String got = outcome(line, send(line, caller, target));
        all.assertThat(got).as("%s by %s on %s", line, caller, target).isEqualTo(expected);
      }
    }
    all.assertAll();
  }

  /** Own, another's, and the one inside the token. */
  private static List<String> targets(Line line, Caller caller) {
    if (line.target().isEmpty() || !caller.frontend()) {
      return List.of(fresh());
    }
    return List.of(line.target().equals("user_id") ? OWN_USER : OWN_SESSION, fresh(), ME);
  }

  private static String expected(Line line, Caller caller, String target) {
    if (caller.role == null) {
      return "401 INCORRECT_JWT_TOKEN";
    }
    if (!line.allows(caller) || isFirstAccount(line, caller)) {
      return "403 INCORRECT_ROLE";
    }
    if (!caller.frontend() || line.target().isEmpty()) {
      return "" + line.status;
    }
    boolean bound = caller.bound.equals(line.target());
    boolean own = bound && List.of(OWN_USER, OWN_SESSION, ME).contains(target);
    boolean unboundSession =
        caller.bound.isEmpty() && line.target().equals("session_id") && !target.equals(ME);
    return own || unboundSession
        ? "" + line.status
        : line.target().equals("user_id")
            ? "403 INCORRECT_FRONTEND_USER_ID"
            : "403 INCORRECT_FRONTEND_SESSION_ID";
  }

  /** The only root here is the organization's first account, which cannot be deleted. */
  private static boolean isFirstAccount(Line line, Caller caller) {
    return line.toString().equals("DELETE /accounts") && "ROOT".equals(caller.role);
  }

  private static Answer send(Line line, Caller caller, String target) {
    String path =
        line.path
            .replace("{user_id}", target)
            .replace("{session_id}", target)
            .replace("{item_id}", "lamp")
            .replace("{key_id}", "none")
            .replace("{property_name}", "none")
            .replace("{name}", "forget-users");
    if (line.toString().startsWith("DELETE /users/{user_id}/ratings/") && caller.role != null) {
      api.send("PUT", path, caller.token, "{\"rating\": 3}");
    }
    if (line.toString().matches("(GET|DELETE) /(items|users)/[^/]+(/properties)?")) {
      String word = line.path.startsWith("/items") ? "item" : "user";
      api.send("PUT", path, caller.token, "{\"" + word + "\": {}}");
    }
    String body =
        line.body == null
            ? null
            : line.body
                .replace("NEW", fresh())
                .replace("{session_id}", target)
                .replace("TOKEN", caller.token == null ? "null" : '"' + caller.token + '"');
    return api.send(line.method, path, caller.token, body);
  }

  /** Status and, of refusals, the name; contract A says 401 for 403. */
  private static String outcome(Line line, Answer answer) {
    boolean refused = answer.status() == 401 || answer.status() == 403;
    if (!refused) {
      return "" + answer.status();
    }
    boolean forbidden = answer.json().path("error_code").asInt() == 50;
    boolean contractA = line.path.startsWith("/user-data/");
    assertThat(answer.status()).isEqualTo(forbidden && !contractA ? 403 : 401);
    return (forbidden ? 403 : 401) + " " + answer.errorName();
  }
}
