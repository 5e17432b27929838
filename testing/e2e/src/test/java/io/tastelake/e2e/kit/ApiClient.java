package io.tastelake.e2e.kit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.tastelake.serving.document.ApiDocument;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A client of one API instance. It shows every answer as it is, errors too, and repeats nothing; it
 * fails if the API's own document does not allow an answer. Thread-safe.
 */
public final class ApiClient {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final ApiDocument DOCUMENT = ApiDocument.read();
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private final URI api;
  private final Supplier<Optional<String>> authorization;

  private ApiClient(URI api, Supplier<Optional<String>> authorization) {
    this.api = api;
    this.authorization = authorization;
  }

  /** A client that nobody is logged in with. */
  public static ApiClient of(URI api) {
    return new ApiClient(api, Optional::empty);
  }

  /** This client with a token. */
  public ApiClient with(String token) {
    return withAuthorization("Bearer " + token);
  }

  /** This client with whichever token is the present one. */
  public ApiClient with(Supplier<String> token) {
    return new ApiClient(api, () -> Optional.of("Bearer " + token.get()));
  }

  /** This client with that header, whatever it holds. */
  public ApiClient withAuthorization(String header) {
    return new ApiClient(api, () -> Optional.of(header));
  }

  /** The same caller at another instance. */
  public ApiClient at(URI instance) {
    return new ApiClient(instance, authorization);
  }

  /** Where the instance is. */
  public URI uri() {
    return api;
  }

  public Answer get(String path) throws IOException {
    return send(request(path).GET());
  }

  public Answer post(String path, Object body) throws IOException {
    return call("POST", path, json(body));
  }

  public Answer put(String path, Object body) throws IOException {
    return call("PUT", path, json(body));
  }

  public Answer delete(String path, Object body) throws IOException {
    return call("DELETE", path, json(body));
  }

  /** Sends {@code body} as it is, as JSON of whatever form. */
  public Answer call(String method, String path, String body) throws IOException {
    return call(method, path, "application/json", BodyPublishers.ofString(body));
  }

  /** Sends {@code body} as it is. */
  public Answer call(String method, String path, String contentType, BodyPublisher body)
      throws IOException {
    return send(request(path).header("Content-Type", contentType).method(method, body));
  }

  /** All rows of a list, however many pages it has. */
  public List<JsonNode> list(String path, int amount) throws IOException {
    List<JsonNode> rows = new ArrayList<>();
    String page = path + "?amt=" + amount;
    while (page != null) {
      JsonNode body = get(page).ok().body();
      body.get("interactions").forEach(rows::add);
      page =
          body.get("has_next").asBoolean()
              ? path + "?amt=" + amount + "&cursor=" + body.get("next_cursor").asText()
              : null;
    }
    return rows;
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(api.resolve(path)).timeout(Duration.ofSeconds(40));
    authorization.get().ifPresent(header -> request.header("Authorization", header));
    return request;
  }

  private static Answer send(HttpRequest.Builder builder) throws IOException {
    HttpRequest request = builder.build();
    try {
      HttpResponse<byte[]> response = HTTP.send(request, BodyHandlers.ofByteArray());
      DOCUMENT.check(answered(response));
      String asked = request.method() + " " + request.uri();
      return new Answer(asked, response.statusCode(), parse(response.body()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static ApiDocument.Answered answered(HttpResponse<byte[]> response) {
    return new ApiDocument.Answered(
        response.request().method(),
        response.request().uri().getRawPath(),
        response.statusCode(),
        response.headers()::firstValue,
        response.headers().firstValue("Content-Type").orElse(""),
        new String(response.body(), StandardCharsets.UTF_8));
  }

  private static JsonNode parse(byte[] body) throws IOException {
    return body.length == 0 ? MissingNode.getInstance() : MAPPER.readTree(body);
  }

  private static String json(Object body) {
    try {
      return MAPPER.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
