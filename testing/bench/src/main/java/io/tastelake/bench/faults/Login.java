package io.tastelake.bench.faults;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.standalone.Access;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A database of its own, and a token for it that is renewed before it expires. Thread-safe. */
final class Login {

  private static final Duration RENEWED_AFTER = Duration.ofMinutes(12);
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final String NAME = "faults";
  private static final String KEY = "faults-key-0123456789";
  private static final String ID = "urlsafe64";

  private final Caller anybody;
  private final DatabaseId database;
  private String token = "";
  private Instant renewal = Instant.MIN;

  private Login(Caller anybody, DatabaseId database) {
    this.anybody = anybody;
    this.database = database;
  }

  /** Makes the database, and an account that may do everything in it. */
  static Login create(Supplier<URI> api, Access.Root root)
      throws IOException, InterruptedException {
    Caller anybody = new Caller(api, () -> "", TIMEOUT);
    String owner =
        ok(anybody.send(
                "POST",
                "/v1/login/root/",
                Map.of("email", root.email(), "password", root.password()),
                Optional.empty()))
            .required("token")
            .asText();
    Caller caller = new Caller(api, () -> owner, TIMEOUT);
    Map<String, Object> wanted =
        Map.of(
            "name", NAME,
            "description", "What faults must not harm",
            "item_id_type", ID,
            "user_id_type", ID,
            "session_id_type", ID);
    String database =
        ok(caller.send("POST", "/v1/databases/", wanted, Optional.empty())).required("id").asText();
    ok(
        caller.send(
            "POST",
            "/v1/accounts/service/",
            Map.of("name", NAME, "password", KEY, "role", "manager"),
            Optional.empty()));
    Login login = new Login(anybody, new DatabaseId(database));
    login.setParameters(api);
    return login;
  }

  private void setParameters(Supplier<URI> api) throws IOException, InterruptedException {
    Caller manager = new Caller(api, this::token, TIMEOUT);
    Map<String, Object> parameters =
        Map.of(
            "interaction_types",
            Map.of("view", Map.of("strength", 1.0), "buy", Map.of("strength", 7.0)),
            "saturation",
            10.0);
    String path = "/v1/databases/current/implicit-to-explicit/";
    ok(manager.send("PUT", path, parameters, Optional.empty()));
  }

  DatabaseId database() {
    return database;
  }

  /** The present token; a renewal that fails is tried again with the next request. */
  synchronized String token() {
    if (Instant.now().isAfter(renewal)) {
      renew();
    }
    return token;
  }

  private void renew() {
    Map<String, Object> credentials =
        Map.of("name", NAME, "password", KEY, "db_id", database.value());
    try {
      Reply reply = anybody.send("POST", "/v1/login/service/", credentials, Optional.empty());
      if (reply.ok()) {
        token = reply.body().required("token").asText();
        renewal = Instant.now().plus(RENEWED_AFTER);
      }
    } catch (IOException e) {
      renewal = Instant.now().plusSeconds(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static JsonNode ok(Reply reply) {
    if (!reply.ok()) {
      throw new IllegalStateException("The database cannot be made: " + reply);
    }
    return reply.body();
  }
}
