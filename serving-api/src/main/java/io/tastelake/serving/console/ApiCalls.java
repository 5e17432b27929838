package io.tastelake.serving.console;

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
import java.util.concurrent.CompletableFuture;

/**
 * Calls of this instance's own API, over HTTP and with the visitor's token: so a page can do what
 * its visitor can, and no more. Thread-safe.
 */
final class ApiCalls {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(12);
  private static final Answer NONE = new Answer(503, MissingNode.getInstance(), "");

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private volatile URI api;

  /** Calls the API at this address from now on. */
  void at(URI address) {
    boolean everywhere = address.getHost() == null || address.getHost().equals("0.0.0.0");
    api = everywhere ? URI.create("http://127.0.0.1:" + address.getPort()) : address;
  }

  /**
   * An answer.
   *
   * @param json a missing node if there was none
   * @param source how a list of recommendations came about; empty for other answers
   */
  record Answer(int status, JsonNode json, String source) {

    boolean isOk() {
      return status < 300;
    }

    /** The name of what is wrong; empty if nothing is. */
    String name() {
      return json.path("error_data").path("name").asText("");
    }

    /** What the API says is wrong. */
    String problem() {
      return json.path("message").asText("The API answered " + status + ".");
    }
  }

  Answer put(Visit visit, String path, JsonNode body) {
    return send(visit, sending("PUT", path, body.toString()));
  }

  Answer get(Visit visit, String path) {
    return send(visit, HttpRequest.newBuilder(api.resolve(path)).GET());
  }

  /** Asks what other calls need not wait for. */
  CompletableFuture<Answer> begin(Visit visit, String path) {
    return client
        .sendAsync(
            sent(visit, HttpRequest.newBuilder(api.resolve(path)).GET()), BodyHandlers.ofString())
        .handle((response, failure) -> failure == null ? answer(response) : NONE);
  }

  Answer delete(Visit visit, String path) {
    return send(visit, HttpRequest.newBuilder(api.resolve(path)).DELETE());
  }

  Answer post(Visit visit, String path, JsonNode body) {
    return send(visit, sending("POST", path, body.toString()));
  }

  /**
   * Writes once, however often it is asked to.
   *
   * @param json the body
   * @param key the Idempotency-Key
   */
  Answer post(Visit visit, String path, String json, String key) {
    return send(visit, sending("POST", path, json).header("Idempotency-Key", key));
  }

  private HttpRequest.Builder sending(String method, String path, String json) {
    return HttpRequest.newBuilder(api.resolve(path))
        .header("Content-Type", "application/json")
        .method(method, BodyPublishers.ofString(json));
  }

  private Answer send(Visit visit, HttpRequest.Builder request) {
    try {
      return answer(client.send(sent(visit, request), BodyHandlers.ofString()));
    } catch (IOException e) {
      return NONE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return NONE;
    }
  }

  private static HttpRequest sent(Visit visit, HttpRequest.Builder request) {
    return request.header("Authorization", "Bearer " + visit.token()).timeout(TIMEOUT).build();
  }

  private static Answer answer(HttpResponse<String> response) {
    return new Answer(
        response.statusCode(),
        json(response.body()),
        response.headers().firstValue("X-Recommendation-Source").orElse(""));
  }

  private static JsonNode json(String body) {
    try {
      return body.isEmpty() ? MissingNode.getInstance() : JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }
}
