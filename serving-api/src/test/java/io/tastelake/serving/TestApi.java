package io.tastelake.serving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tastelake.log.EventLog;
import io.tastelake.serving.account.Passwords;
import io.tastelake.serving.document.ApiDocument;
import io.tastelake.serving.http.HttpServer;
import io.tastelake.serving.http.Route;
import io.tastelake.serving.interaction.RememberedInteractions;
import io.tastelake.serving.log.Balance;
import io.tastelake.serving.metrics.Metrics;
import io.tastelake.serving.parity.ServedSamples;
import io.tastelake.serving.status.Flow;
import io.tastelake.serving.store.Seal;
import io.tastelake.serving.store.StorePool;
import io.tastelake.serving.taste.RememberedFactors;
import io.tastelake.store.AskedTask;
import io.tastelake.store.AskedTasks;
import io.tastelake.store.OnlineStore;
import io.tastelake.store.TasksTable;
import io.tastelake.store.TestStore;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The API on a real PostgreSQL, over log and lake in memory, and a client that asks for h2c. */
public final class TestApi implements AutoCloseable {

  public static final ObjectMapper JSON = new ObjectMapper();
  private static final ApiDocument DOCUMENT = ApiDocument.read();
  public static final int MAX_BODY_BYTES = 1 << 20;
  public static final String ROOT = "root@shop.example";
  public static final String PASSWORD = "correct horse";

  /** A thousandth of what a hash costs users: of most tests it would take nine tenths. */
  public static final Passwords PASSWORDS = new Passwords(64, 1);

  /** A response; {@code json} is a missing node if the body is empty or another thing. */
  public record Answer(int status, JsonNode json, String text, HttpResponse<String> response) {

    public String errorName() {
      return json.path("error_data").path("name").asText();
    }
  }

  private final ServingApi api;
  private final HttpClient client = HttpClient.newHttpClient();
  public final TestStore store = TestStore.start();
  public final OnlineStore onlineStore;
  public final RememberedInteractions interactions = new RememberedInteractions();

  public final Metrics metrics = new Metrics();

  public final RememberedFactors factors = new RememberedFactors();

  private final ServedSamples.Settings sampling;

  private final Passwords passwords;

  private TestApi(
      HttpServer.Settings settings, ServedSamples.Settings sampling, Passwords passwords)
      throws IOException {
    this.sampling = sampling;
    this.passwords = passwords;
    StorePool pool =
        StorePool.open(StorePool.Settings.of(store.url(), store.user(), store.password()));
    this.onlineStore = pool.store();
    Deque<AutoCloseable> open = new ArrayDeque<>();
    open.push(store);
    open.push(pool);
    this.api = instance(settings, interactions, metrics, Clock.systemUTC(), open);
    var unused = api.provisioning().createOrganization("shop", ROOT, PASSWORD);
  }

  private ServingApi instance(
      HttpServer.Settings settings,
      EventLog log,
      Metrics measured,
      Clock clock,
      Deque<AutoCloseable> open) {
    return ServingApi.serve(
        settings,
        onlineStore,
        new Protection(Seal.NONE, passwords),
        sampling,
        new Sources(
            log,
            interactions,
            interactions,
            interactions::logged,
            Optional::empty,
            factors,
            () -> Flow.NONE,
            database -> interactions.events(database).size(),
            database -> Optional.of(new Balance(interactions.events(database).size(), 0, 0, 0))),
        measured,
        clock,
        open);
  }

  /** Another instance over the same store and log; {@code log} is how it reaches the log. */
  public ServingApi another(EventLog log, Clock clock) {
    return instance(settings(), log, new Metrics(), clock, new ArrayDeque<>());
  }

  public static TestApi start() throws IOException {
    return start(settings());
  }

  public static TestApi start(HttpServer.Settings settings) throws IOException {
    return start(settings, PASSWORDS);
  }

  /** One where a password costs what it does for users, or another amount. */
  public static TestApi start(HttpServer.Settings settings, Passwords passwords)
      throws IOException {
    return new TestApi(settings, ServedSamples.Settings.of(0), passwords);
  }

  /** One that notes a share of what it serves. */
  public static TestApi sampling(ServedSamples.Settings sampling) throws IOException {
    return new TestApi(settings(), sampling, PASSWORDS);
  }

  public static HttpServer.Settings settings() {
    return HttpServer.Settings.defaults()
        .withPort(0)
        .withMaxBodyBytes(MAX_BODY_BYTES)
        .withCorsOrigins(Set.of("https://shop\\.example"));
  }

  public URI uri() {
    return api.uri();
  }

  public ServingApi api() {
    return api;
  }

  /** All that the API serves. */
  public List<Route> routes() {
    return api.routes();
  }

  /** Ends the online store under the running instance. */
  public void stopPostgres() {
    store.goAway();
  }

  @Override
  public void close() {
    api.close();
  }

  /** Sends a request with a JSON body, if there is one, and a token, if there is one. */
  public Answer send(String method, String path, String token, String body) {
    HttpRequest.Builder request = request(method, path, body);
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return send(request);
  }

  /** Sends a body as a browser's beacon does. */
  public Answer beacon(String path, String body) {
    return send(request("POST", path, body).header("Content-Type", "text/plain;charset=UTF-8"));
  }

  /** Ends the compaction that another test asked for: there is one at a time. */
  public void endCompaction() {
    onlineStore.run(
        connection -> {
          AskedTasks tasks = new AskedTasks(connection);
          for (AskedTasks.Waiting waiting : tasks.waiting(AskedTask.COMPACTION, Instant.now())) {
            if (tasks.claim(waiting, "It runs.")) {
              tasks.end(waiting, TasksTable.Status.COMPLETED, "Nothing to do.");
            }
          }
        });
  }

  /** A request without any header of ours. */
  public HttpRequest.Builder request(String method, String path, String body) {
    return HttpRequest.newBuilder(URI.create(uri() + path))
        .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
  }

  public Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
      DOCUMENT.check(answered(response));
      boolean isJson = answered(response).contentType().startsWith("application/json");
      JsonNode json = isJson && !response.body().isEmpty() ? json(response) : JSON.missingNode();
      return new Answer(response.statusCode(), json, response.body(), response);
    } catch (IOException e) {
      throw new AssertionError("no answer", e);
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  /** The token of the root account, for the database if one is named. */
  public String rootToken(String databaseId) {
    String body =
        """
        {"email": "%s", "password": "%s", "db_id": %s}
        """
            .formatted(ROOT, PASSWORD, databaseId == null ? null : '"' + databaseId + '"');
    return send("POST", "/login/root/", null, body).json().path("token").asText();
  }

  /** A new database, without parameters. */
  public String createDatabase(String name, String userType, String itemType) {
    return createDatabase(name, userType, itemType, "uuid");
  }

  private String createDatabase(String name, String userType, String itemType, String sessionType) {
    String body =
        """
        {"name": "%s", "description": "",
         "user_id_type": "%s", "item_id_type": "%s", "session_id_type": "%s"}
        """
            .formatted(name, userType, itemType, sessionType);
    return send("POST", "/databases/", rootToken(null), body).json().path("id").asText();
  }

  /** A new database with parameters. */
  public String createReadyDatabase(String name, String userType, String itemType) {
    return createReadyDatabase(name, userType, itemType, "uuid");
  }

  /** A new database with parameters. */
  public String createReadyDatabase(
      String name, String userType, String itemType, String sessionType) {
    String id = createDatabase(name, userType, itemType, sessionType);
    String parameters =
        """
        {"interaction_types": {"view": {"strength": 1}}, "half_life_days": null, "saturation": 10}
        """;
    send("PUT", "/databases/current/implicit-to-explicit/", rootToken(id), parameters);
    return id;
  }

  /** A new service account, logged in to the database; {@code extra} are more login fields. */
  public String serviceToken(String name, String role, String databaseId, String extra) {
    String account =
        """
        {"name": "%s", "password": "%s", "role": "%s"}
        """
            .formatted(name, PASSWORD, role);
    send("POST", "/accounts/service/", rootToken(null), account);
    String login =
        """
        {"name": "%s", "password": "%s", "db_id": "%s"%s}
        """
            .formatted(name, PASSWORD, databaseId, extra);
    return send("POST", "/login/service/", null, login).json().path("token").asText();
  }

  private static ApiDocument.Answered answered(HttpResponse<String> response) {
    return new ApiDocument.Answered(
        response.request().method(),
        response.request().uri().getRawPath(),
        response.statusCode(),
        response.headers()::firstValue,
        response.headers().firstValue("Content-Type").orElse(""),
        response.body());
  }

  private static JsonNode json(HttpResponse<String> response) throws IOException {
    return JSON.readTree(response.body());
  }
}
