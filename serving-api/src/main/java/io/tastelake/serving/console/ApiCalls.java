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
    return send(visit, sending("PUT", path, body));
  }

  Answer get(Visit visit, String path) {
    return send(visit, HttpRequest.newBuilder(api.resolve(path)).GET());
  }

  Answer delete(Visit visit, String path) {
    return send(visit, HttpRequest.newBuilder(api.resolve(path)).DELETE());
  }

  Answer post(Visit visit, String path, JsonNode body) {
    return send(visit, sending("POST", path, body));
  }

  private HttpRequest.Builder sending(String method, String path, JsonNode body) {
    return HttpRequest.newBuilder(api.resolve(path))
        .header("Content-Type", "application/json")
        .method(method, BodyPublishers.ofString(body.toString()));
  }

  private Answer send(Visit visit, HttpRequest.Builder request) {
    request.header("Authorization", "Bearer " + visit.token()).timeout(TIMEOUT);
    try {
      HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
      return new Answer(
          response.statusCode(),
          json(response.body()),
          response.headers().firstValue("X-Recommendation-Source").orElse(""));
    } catch (IOException e) {
      return NONE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return NONE;
    }
  }

  private static JsonNode json(String body) {
    try {
      return body.isEmpty() ? MissingNode.getInstance() : JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }
}
