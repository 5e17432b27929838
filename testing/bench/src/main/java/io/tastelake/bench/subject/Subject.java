package io.tastelake.bench.subject;

import io.tastelake.bench.load.Lane;
import io.tastelake.bench.load.NarrowEvents;
import io.tastelake.bench.load.Zipf;
import io.tastelake.domain.identity.DatabaseId;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.hc.core5.http.Method;

/**
 * What is measured: a running standalone and a database in it, for which all work is made.
 *
 * @param token of an account that may do everything in the database
 * @param users who act in it
 * @param seed of all its events
 */
public record Subject(
    StandaloneProcess standalone,
    LakeWatch lake,
    DatabaseId database,
    String token,
    Zipf users,
    long seed) {

  private static final String NAME = "bench";
  private static final String KEY = "bench-key-0123456789";

  /** Makes the database. */
  public static Subject create(
      StandaloneProcess standalone, LakeWatch lake, Zipf users, long seed) {
    String root =
        token(
            standalone.api(),
            "/v1/login/root/",
            Map.of("email", standalone.rootEmail(), "password", standalone.rootPassword()));
    String database;
    try (ApiConnection owner = new ApiConnection(standalone.api(), root)) {
      database =
          owner
              .json(
                  Method.POST,
                  "/v1/databases/",
                  Map.of(
                      "name", NAME,
                      "description", "What is measured",
                      "item_id_type", "uint32",
                      "user_id_type", "uint32"))
              .required("id")
              .textValue();
      owner.json(
          Method.POST,
          "/v1/accounts/service/",
          Map.of("name", NAME, "password", KEY, "role", "manager"));
    }
    String token =
        token(
            standalone.api(),
            "/v1/login/service/",
            Map.of("name", NAME, "password", KEY, "db_id", database));
    Subject subject = new Subject(standalone, lake, new DatabaseId(database), token, users, seed);
    subject.setParameters();
    return subject;
  }

  private static String token(URI api, String path, Map<String, Object> credentials) {
    try (ApiConnection anyone = new ApiConnection(api, "")) {
      return anyone.json(Method.POST, path, credentials).required("token").textValue();
    }
  }

  private void setParameters() {
    try (ApiConnection manager = connect()) {
      manager.json(
          Method.PUT,
          "/v1/databases/current/implicit-to-explicit/",
          Map.of(
              "interaction_types",
              Map.of("productView", Map.of("strength", 1.0)),
              "saturation",
              10.0));
    }
  }

  public ApiConnection connect() {
    return new ApiConnection(standalone.api(), token);
  }

  /** Events of one purpose; another {@code stream} gives others. */
  public NarrowEvents events(long stream) {
    return new NarrowEvents(database, users, seed * 1_000 + stream);
  }

  /** Posts {@code bodies} to {@code interactions-bulk/} in turn. */
  public Lane bulkLane(List<byte[]> bodies) {
    ApiConnection connection = connect();
    return lane(
        connection,
        number ->
            connection.post("/v1/interactions-bulk/", bodies.get((int) (number % bodies.size()))));
  }

  /** Posts {@code singles} in turn. */
  public Lane singleLane(List<Bodies.Single> singles) {
    ApiConnection connection = connect();
    return lane(
        connection,
        number -> {
          Bodies.Single single = singles.get((int) (number % singles.size()));
          connection.post(single.path(), single.body().getBytes(StandardCharsets.UTF_8));
        });
  }

  public interface Request {
    void make(long number) throws Exception;
  }

  public static Lane lane(ApiConnection connection, Request request) {
    return new Lane() {
      @Override
      public void request(long number) throws Exception {
        request.make(number);
      }

      @Override
      public void close() {
        connection.close();
      }
    };
  }
}
