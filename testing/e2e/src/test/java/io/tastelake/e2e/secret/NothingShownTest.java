package io.tastelake.e2e.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tastelake.e2e.kit.Answer;
import io.tastelake.e2e.kit.ApiClient;
import io.tastelake.e2e.kit.RunningStandalone;
import io.tastelake.e2e.kit.Tenant;
import io.tastelake.e2e.kit.UnderTarget;
import io.tastelake.standalone.Access;
import io.tastelake.standalone.DataFolder;
import io.tastelake.standalone.web.FlinkWeb;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Names of users, passwords, tokens and keys stand in no log, no argument, no variable, no metric,
 * no answer to somebody else, and in nothing that Flink shows.
 */
class NothingShownTest {

  private static final Duration TIMEOUT = Duration.ofMinutes(2);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** Of Flink's pages, the links within its JSON by which the next ones are found. */
  private static final Pattern JOB = Pattern.compile("\"(?:jid|id)\":\"([0-9a-f]{32})\"");

  private static final List<String> OF_A_JOB =
      List.of("", "/config", "/plan", "/exceptions", "/checkpoints", "/checkpoints/config");

  private static final List<String> OF_FLINK =
      List.of(
          "/config",
          "/overview",
          "/jobs/overview",
          "/jobmanager/config",
          "/jobmanager/environment",
          "/jobmanager/logs",
          "/jobmanager/log",
          "/jobmanager/stdout",
          "/taskmanagers");

  private final Map<String, String> secrets = new LinkedHashMap<>();
  private final Map<String, String> errors = new TreeMap<>();

  @TempDir(factory = UnderTarget.class, cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  @AfterEach
  void killLeftBehind() {
    RunningStandalone.killLeftBehind(folder.resolve("data"));
  }

  @Test
  void whatIsToldInConfidenceStandsNowhere() throws Exception {
    Path data = folder.resolve("data");
    try (RunningStandalone standalone = RunningStandalone.upWithAccessLog(data)) {
      remember(standalone.access(), new DataFolder(data));
      work(standalone.access());
      assertNoneIn("an answer to a wrong request", errors);
      assertNoneIn("arguments and variables", processes(standalone));
      assertNoneIn("Flink", flink(standalone.access().flink()));
      assertNoneIn("metrics", Map.of("", read(standalone.access().metrics(), "")));
      assertThat(standalone.stop()).isZero();
      assertNoneIn("logs", logs(data));
      assertNoneIn("output", Map.of("", standalone.output()));
    }
  }

  private void secret(String name, String value) {
    assertThat(value).as(name).hasSizeGreaterThan(10);
    secrets.put(name, value);
  }

  /** What the standalone made for itself. */
  private void remember(Access access, DataFolder data) throws IOException {
    secret("root's password", access.root().password());
    secret("PostgreSQL's password", Files.readString(data.postgres().resolve("password")));
    secret("metrics' token", Files.readString(data.metricsToken()));
    secret("Flink's token", access.flink().getRawQuery().split("=", 2)[1]);
    Pattern quoted = Pattern.compile("password=\"([^\"]+)\"");
    try (Stream<Path> files = Files.list(data.credentials())) {
      for (Path file : files.toList()) {
        String text = Files.readString(file);
        Matcher passwords = quoted.matcher(text);
        if (passwords.find()) {
          secret("Kafka's " + file.getFileName(), passwords.group(1));
        } else if (!text.contains(" ") && !text.contains("\n")) {
          secret(file.getFileName().toString(), text);
        }
      }
    }
  }

  /** What users, callers and attackers do. */
  private void work(Access access) throws IOException {
    ApiClient stranger = ApiClient.of(access.api());
    Tenant tenant = Tenant.create(stranger, access, "confident", Tenant.Ids.TEXT);
    ApiClient root = tenant.client();
    secret("root's token", tenant.token());
    secret("user", "wilhelmina-of-orange");
    secret("forgotten user", "ludwig-of-bavaria");
    secret("session", "session-of-the-forest");
    secret("guessed password", "guessed-horse-battery");
    secret("service's password", "service-horse-battery");
    String database = tenant.database().value();
    Map<String, String> service = new LinkedHashMap<>();
    service.put("name", "confidant");
    service.put("password", secrets.get("service's password"));
    service.put("role", "backend");
    root.post("/accounts/service/", service).ok();
    secret(
        "service's key",
        root.post("/accounts/service/keys/", Map.of("name", "confidant")).ok().text("key"));
    service.remove("role");
    service.put("db_id", database);
    Answer login = stranger.post("/login/service/", service).ok();
    secret("service's token", login.text("token"));
    secret("service's refresh token", login.text("refresh_token"));
    service.put("password", secrets.get("guessed password"));
    note(stranger.post("/login/service/", service));
    useOf(root, stranger);
  }

  private void useOf(ApiClient root, ApiClient stranger) throws IOException {
    String user = "/users/" + secrets.get("user");
    String forgotten = "/users/" + secrets.get("forgotten user");
    String session = "/sessions/" + secrets.get("session");
    Map<String, String> view = Map.of("interaction_type", "view");
    root.post(user + "/interactions/lamp/", view).ok();
    root.post(forgotten + "/interactions/lamp/", view).ok();
    root.post(session + "/items/lamp/interactions/", view).ok();
    root.post(session + "/resolve/", Map.of("user_id", secrets.get("user"))).ok();
    await()
        .atMost(TIMEOUT)
        .until(() -> root.get(user + "/ratings/").ok().body().toString().contains("lamp"));
    root.put(user + "/ratings/lamp/", Map.of("rating", 7)).ok();
    root.get(user + "/ratings/lamp/explain/").ok();
    root.delete(
            "/interactions-ratings-bulk/",
            Map.of("users_id", List.of(secrets.get("forgotten user"))))
        .ok();
    note(stranger.get(user + "/ratings/"));
    note(stranger.with(secrets.get("root's token") + "x").get(user + "/ratings/"));
    note(root.call("PUT", user + "/ratings/lamp/", "{\"rating\": "));
    note(root.put(user + "/ratings/lamp/", Map.of("rating", 70_000)));
    note(root.get("/users/ann/nothing/"));
    String refresh = secrets.get("service's refresh token");
    note(stranger.post("/login/refresh-token/", Map.of("refresh_token", refresh + "x")));
    note(stranger.call("POST", "/login/service/", "{\"password\": \"" + guessed() + "\","));
  }

  private String guessed() {
    return secrets.get("guessed password");
  }

  private void note(Answer answer) {
    assertThat(answer.status()).as("%s", answer).isGreaterThanOrEqualTo(400);
    errors.put(errors.size() + ": " + answer.status(), answer.body().toString());
  }

  private static Map<String, String> processes(RunningStandalone standalone) throws IOException {
    Map<String, String> shown = new TreeMap<>();
    for (ProcessHandle process : standalone.processes()) {
      for (String what : List.of("cmdline", "environ")) {
        Path file = Path.of("/proc", Long.toString(process.pid()), what);
        if (Files.isReadable(file)) {
          shown.put(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
        }
      }
    }
    return shown;
  }

  private static Map<String, String> flink(URI link) throws Exception {
    FlinkWeb web = new FlinkWeb(link);
    Map<String, String> shown = new TreeMap<>();
    Deque<String> left = new ArrayDeque<>(OF_FLINK);
    while (!left.isEmpty()) {
      String path = left.pop();
      String text = send(web.get(path).build());
      shown.put(path, text);
      if (path.equals("/jobs/overview")) {
        Matcher jobs = JOB.matcher(text);
        while (jobs.find()) {
          OF_A_JOB.forEach(part -> left.add("/jobs/" + jobs.group(1) + part));
        }
      } else if (path.matches("/jobs/[0-9a-f]{32}")) {
        for (JsonNode vertex : new ObjectMapper().readTree(text).path("vertices")) {
          left.add(path + "/vertices/" + vertex.get("id").asText());
        }
      }
    }
    assertThat(shown).hasSizeGreaterThan(OF_FLINK.size() + 2 * OF_A_JOB.size());
    return shown;
  }

  private static Map<String, String> logs(Path data) throws IOException {
    Map<String, String> shown = new TreeMap<>();
    Path server = data.resolve("postgres/server.log");
    shown.put(server.toString(), Files.readString(server, StandardCharsets.ISO_8859_1));
    try (Stream<Path> files = Files.walk(data.resolve("logs"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        shown.put(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    assertThat(shown.keySet()).anyMatch(name -> name.endsWith("audit.log"));
    assertThat(shown.keySet()).anyMatch(name -> name.endsWith("access.log"));
    return shown;
  }

  private static String read(URI address, String path) throws Exception {
    return send(HttpRequest.newBuilder(URI.create(address + path)).build());
  }

  private static String send(HttpRequest request) throws Exception {
    return HTTP.send(request, BodyHandlers.ofString()).body();
  }

  private void assertNoneIn(String where, Map<String, String> shown) {
    assertThat(shown).as(where).isNotEmpty();
    shown.forEach(
        (name, text) ->
            secrets.forEach(
                (secret, value) ->
                    assertThat(text.contains(value))
                        .as("%s in %s %s", secret, where, name)
                        .isFalse()));
  }
}
