package io.tastelake.serving.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.serving.ApiResource;
import io.tastelake.serving.TestApi;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers to clients that understand gzip. */
@ExtendWith(ApiResource.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CompressedAnswersTest {

  private static final String LONG = "/users/ann/interactions-bulk/?amt=200";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final TestApi api;
  private String token;
  private String plain;

  CompressedAnswersTest(TestApi api) {
    this.api = api;
  }

  @BeforeAll
  void prepare() {
    String database = api.createReadyDatabase("compressed", "urlsafe64", "urlsafe64");
    token = api.serviceToken("compressed", "backend", database, "");
    String rows =
        IntStream.range(0, 200)
            .mapToObj(
                row -> "{\"item_id\": \"i%d\", \"interaction_type\": \"view\"}".formatted(row))
            .collect(Collectors.joining(",", "{\"interactions\": [", "]}"));
    api.send("POST", "/users/ann/interactions-bulk/", token, rows);
    plain = api.send("GET", LONG, token, null).text();
    assertThat(plain).hasSizeGreaterThan(10_000);
  }

  private HttpResponse<byte[]> get(String path, String accepted)
      throws IOException, InterruptedException {
    return HTTP.send(request(path, accepted).GET().build(), BodyHandlers.ofByteArray());
  }

  private HttpRequest.Builder request(String path, String accepted) {
    return HttpRequest.newBuilder(URI.create(api.uri() + path))
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", "application/json")
        .header("Accept-Encoding", accepted);
  }

  private static String unpacked(HttpResponse<byte[]> answer) throws IOException {
    assertThat(answer.headers().firstValue("Content-Encoding")).hasValue("gzip");
    return new String(
        new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes(), UTF_8);
  }

  private static void assertVaries(HttpResponse<byte[]> answer) {
    assertThat(String.join(",", answer.headers().allValues("Vary")).toLowerCase(Locale.ROOT))
        .contains("accept-encoding");
  }

  /** The second is Ruby's, the third what other SDKs send. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "gzip",
        "gzip;q=1.0,deflate;q=0.6,identity;q=0.3",
        "gzip, deflate",
        "br;q=1.0, gzip;q=0.8, *;q=0.1",
        "*"
      })
  void aLongAnswerIsPackedWhereThatIsAskedFor(String accepted) throws Exception {
    HttpResponse<byte[]> answer = get(LONG, accepted);
    assertThat(unpacked(answer)).isEqualTo(plain);
    assertThat(answer.body().length).isLessThan(plain.length() / 3);
    assertVaries(answer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"identity", "gzip;q=0", "br", "deflate", "*;q=0, identity", ""})
  void otherwiseItIsAsItIs(String accepted) throws Exception {
    HttpResponse<byte[]> answer = get(LONG, accepted);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Encoding")).isEmpty();
    assertThat(new String(answer.body(), UTF_8)).isEqualTo(plain);
    assertVaries(answer);
  }

  @Test
  void linesArePackedToo() throws Exception {
    HttpRequest lines =
        request("/interactions-bulk/", "gzip").header("Accept", JsonAnswers.LINES).GET().build();
    assertThat(unpacked(HTTP.send(lines, BodyHandlers.ofByteArray())).lines()).hasSize(201);
  }

  @Test
  void aShortAnswerIsNotWorthIt() throws Exception {
    HttpResponse<byte[]> answer = get("/databases/current/status/", "gzip");
    assertThat(answer.headers().firstValue("Content-Encoding")).isEmpty();
    assertThat(new String(answer.body(), UTF_8)).isEqualTo("{\"status\":\"pending\"}");
  }

  @Test
  void anEmptyAnswerStaysEmpty() throws Exception {
    HttpRequest rate =
        request("/users/ann/ratings/lamp/", "gzip")
            .PUT(BodyPublishers.ofString("{\"rating\": 7}"))
            .build();
    HttpResponse<byte[]> answer = HTTP.send(rate, BodyHandlers.ofByteArray());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.headers().firstValue("Content-Encoding")).isEmpty();
    assertThat(answer.headers().firstValue("Content-Type")).isEmpty();
  }

  @Test
  void anErrorIsReadableWhateverIsAskedFor() throws Exception {
    HttpResponse<byte[]> answer = get("/nowhere/", "gzip");
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(new String(answer.body(), UTF_8)).contains("RESOURCE_NOT_FOUND");
  }

  @Test
  void theDocumentAndItsPageArePackedToo() throws Exception {
    assertThat(unpacked(get("/openapi.json", "gzip"))).contains("\"openapi\"");
  }
}
