package io.tastelake.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tastelake.domain.time.Pause;
import io.tastelake.standalone.StandaloneException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** Talks to the API as any client does: JSON over HTTP with a bearer token. */
final class ApiClient {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int TOO_MANY_REQUESTS = 429;
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final HttpClient http;
  private final URI api;
  private final String token;

  private ApiClient(HttpClient http, URI api, String token) {
    this.http = http;
    this.api = api;
    this.token = token;
  }

  /** A client that has not logged in. */
  static ApiClient of(URI api) {
    HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();
    return new ApiClient(http, api, "");
  }

  /** This client after logging in with {@code credentials} at {@code path}. */
  ApiClient login(String path, Map<String, Object> credentials) {
    JsonNode answer = ApiClient.of(api).post(path, credentials);
    return new ApiClient(http, api, answer.required("token").textValue());
  }

  String token() {
    return token;
  }

  URI api() {
    return api;
  }

  JsonNode get(String path) {
    return answer(request(path).GET());
  }

  JsonNode post(String path, Object body) {
    return answer(request(path).POST(BodyPublishers.ofByteArray(bytes(body))));
  }

  JsonNode put(String path, Object body) {
    return answer(request(path).PUT(BodyPublishers.ofByteArray(bytes(body))));
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(api.resolve("/" + path))
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json");
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
  }

  private JsonNode answer(HttpRequest.Builder builder) {
    HttpRequest request = builder.build();
    String call = request.method() + " " + request.uri().getPath();
    try {
      HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
      while (response.statusCode() == TOO_MANY_REQUESTS) {
        Pause.of(Duration.ofSeconds(response.headers().firstValueAsLong("Retry-After").orElse(1)));
        response = http.send(request, BodyHandlers.ofByteArray());
      }
      if (response.statusCode() != 200) {
        throw refused(call, response);
      }
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new StandaloneException(
          call + " got no response.", e + ".", "Check the log files, then retry.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted during " + call, e);
    }
  }

  private static StandaloneException refused(String call, HttpResponse<byte[]> response)
      throws IOException {
    return new StandaloneException(
        call + " returned " + response.statusCode() + ".",
        JSON.readTree(response.body()).toString(),
        "See the log files.");
  }

  private static byte[] bytes(Object body) {
    try {
      return JSON.writeValueAsBytes(body);
    } catch (IOException e) {
      throw new IllegalArgumentException("not JSON: " + body, e);
    }
  }
}
