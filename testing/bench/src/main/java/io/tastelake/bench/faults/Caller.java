package io.tastelake.bench.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Sends requests, each once, and says what came back. Thread-safe. */
final class Caller {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String WARNING = "X-Interactions-Warning";
  private static final int PAGE = 1_000;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final Supplier<URI> api;
  private final Supplier<String> token;
  private final Duration timeout;

  /**
   * A caller.
   *
   * @param api where the API is just now
   * @param token sent as a bearer token; empty for none
   */
  Caller(Supplier<URI> api, Supplier<String> token, Duration timeout) {
    this.api = api;
    this.token = token;
    this.timeout = timeout;
  }

  Reply get(String path) throws IOException, InterruptedException {
    return send(request(path, Optional.empty()).GET());
  }

  Reply send(String method, String path, Object body, Optional<String> idempotencyKey)
      throws IOException, InterruptedException {
    return send(
        request(path, idempotencyKey)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(json(body))));
  }

  /**
   * All rows of a list.
   *
   * @param rows the member of each page that holds them
   * @return nothing if a page is refused, or may lack the newest writes
   */
  Optional<List<JsonNode>> list(String path, String rows) throws IOException, InterruptedException {
    List<JsonNode> all = new ArrayList<>();
    String next = path + "?amt=" + PAGE;
    while (next != null) {
      Reply page = get(next);
      if (!page.ok() || page.warned()) {
        return Optional.empty();
      }
      page.body().required(rows).forEach(all::add);
      next =
          page.body().path("has_next").asBoolean()
              ? path + "?amt=" + PAGE + "&cursor=" + page.body().required("next_cursor").asText()
              : null;
    }
    return Optional.of(all);
  }

  /** Users by the sessions that are theirs; nothing if a page is refused. */
  Optional<Map<String, String>> owners() throws IOException, InterruptedException {
    Map<String, String> owners = new HashMap<>();
    Map<String, Object> body = new HashMap<>(Map.of("amt", PAGE));
    boolean more = true;
    while (more) {
      Reply page = send("POST", "/v1/resolved-sessions/", body, Optional.empty());
      if (!page.ok()) {
        return Optional.empty();
      }
      for (JsonNode row : page.body().required("resolved_sessions")) {
        owners.put(row.required("session_id").asText(), row.required("user_id").asText());
      }
      more = page.body().path("has_next").asBoolean();
      body.put("cursor", page.body().path("next_cursor").asText());
    }
    return Optional.of(owners);
  }

  private HttpRequest.Builder request(String path, Optional<String> idempotencyKey) {
    HttpRequest.Builder request = HttpRequest.newBuilder(api.get().resolve(path)).timeout(timeout);
    idempotencyKey.ifPresent(key -> request.header("Idempotency-Key", key));
    String present = token.get();
    return present.isEmpty() ? request : request.header("Authorization", "Bearer " + present);
  }

  private Reply send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
    byte[] bytes = response.body();
    JsonNode body = bytes.length == 0 ? MissingNode.getInstance() : JSON.readTree(bytes);
    return new Reply(
        response.statusCode(), body, response.headers().firstValue(WARNING).isPresent());
  }

  private static String json(Object body) {
    try {
      return JSON.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
