package io.tastelake.serving.http;

import static io.tastelake.serving.Answers.assertErrorShape;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.serving.ApiResource;
import io.tastelake.serving.TestApi;
import io.tastelake.serving.TestApi.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are packed with gzip; limits count what is unpacked. */
@ExtendWith(ApiResource.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PackedBodiesTest {

  private static final String ROW =
      "{\"interactions\": [{\"item_id\": \"lamp\", \"interaction_type\": \"view\"}]}";
  private static final String WRITE = "/users/ann/interactions-bulk/";

  private final TestApi api;
  private String token;

  PackedBodiesTest(TestApi api) {
    this.api = api;
  }

  @BeforeAll
  void prepare() {
    String database = api.createReadyDatabase("packed", "urlsafe64", "urlsafe64");
    token = api.serviceToken("packed", "backend", database, "");
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    }
    return packed.toByteArray();
  }

  private static byte[] gzip(String text) throws IOException {
    return gzip(text.getBytes(UTF_8));
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private HttpRequest.Builder packed(String path, String encoding, byte[] body) {
    return HttpRequest.newBuilder(URI.create(api.uri() + path))
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", "application/json")
        .header("Content-Encoding", encoding)
        .POST(BodyPublishers.ofByteArray(body));
  }

  private Answer write(byte[] body) {
    return api.send(packed(WRITE, "gzip", body));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "GZIP", "x-gzip", " gzip "})
  void aPackedBodyIsWhatItUnpacksTo(String encoding) throws IOException {
    assertThat(api.send(packed(WRITE, encoding, gzip(ROW))).text()).isEqualTo("{}");
  }

  @Test
  void aStreamOfSeveralMembersIsOneBody() throws IOException {
    byte[] both = joined(gzip(ROW.substring(0, 20)), gzip(ROW.substring(20)));
    assertThat(write(both).text()).isEqualTo("{}");
  }

  @Test
  void anEmptyBodyIsEmptyHoweverItIsLabelled() throws IOException {
    assertThat(api.send(packed("/resolved-sessions/", "gzip", new byte[0])).status())
        .isEqualTo(200);
    assertThat(api.send(packed("/resolved-sessions/", "gzip", gzip(""))).status()).isEqualTo(200);
    HttpRequest.Builder get =
        api.request("GET", "/", null)
            .header("Content-Encoding", "gzip")
            .header("Content-Type", "application/xminds-pkl");
    assertThat(api.send(get).status()).isEqualTo(200);
  }

  @Test
  void whatIsNoWholeGzipStreamIsRefused() throws IOException {
    byte[] whole = gzip(ROW);
    byte[] damaged = whole.clone();
    damaged[whole.length - 6] ^= 1;
    for (byte[] body :
        new byte[][] {
          ROW.getBytes(UTF_8),
          Arrays.copyOf(whole, whole.length - 1),
          Arrays.copyOf(whole, 5),
          damaged,
          joined(whole, "{}".getBytes(UTF_8)),
          joined(whole, new byte[40]),
          zlib(ROW)
        }) {
      Answer refused = write(body);
      assertErrorShape(refused, 400, 40, "WrongData", "WRONG_DATA_TYPE");
      assertThat(refused.text()).contains("gzip");
    }
  }

  private static byte[] zlib(String text) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflate = new DeflaterOutputStream(packed)) {
      deflate.write(text.getBytes(UTF_8));
    }
    return packed.toByteArray();
  }

  /** Python's default: the message says what to do, and not that the gzip is broken. */
  @Test
  void aPickleGetsItsOwnMessage() throws IOException {
    Answer refused =
        api.send(
            HttpRequest.newBuilder(URI.create(api.uri() + WRITE))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/xminds-pkl")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(zlib("pickle"))));
    assertErrorShape(refused, 400, 40, "WrongData", "WRONG_DATA_TYPE");
    assertThat(refused.text()).contains("serializer='json'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"br", "deflate", "gzip, gzip"})
  void otherEncodingsAreRefused(String encoding) {
    Answer refused = api.send(packed(WRITE, encoding, ROW.getBytes(UTF_8)));
    assertErrorShape(refused, 400, 40, "WrongData", "WRONG_DATA_TYPE");
    assertThat(refused.text()).contains("gzip, or unencoded");
  }

  /** 64 MiB in 64 KiB, to a route with a token, an open one and one with the token inside. */
  @ParameterizedTest
  @ValueSource(strings = {WRITE, "/login/service/", "/beacon/users/ann/interactions-bulk/"})
  void aBombEndsAtTheLimit(String path) throws IOException {
    byte[] spaces = new byte[64 << 20];
    Arrays.fill(spaces, (byte) ' ');
    Answer refused = api.send(packed(path, "gzip", gzip(spaces)));
    assertErrorShape(refused, 400, 40, "WrongData", "WRONG_DATA_TYPE");
    assertThat(refused.text()).containsPattern("larger than (1,048,576|65,536|32,768) bytes");
  }
}
