package io.tastelake.serving.http;

import static io.tastelake.serving.Answers.assertErrorShape;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tastelake.serving.TestApi;
import io.tastelake.serving.TestApi.Answer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** One instance takes on so much and no more, and says so. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LimitsTest {

  private static final int THREADS = 4;
  private static final int ROWS_PER_SECOND = 2_000;
  private static final String WRITE = "/users/u/interactions-bulk/";

  private TestApi api;
  private String database;
  private String token;
  private String neighbour;

  @BeforeAll
  void start() throws IOException {
    Limits limits =
        Limits.defaults()
            .withIdle(Duration.ofSeconds(4))
            .withBodiesInFlight(0)
            .withRowsPerBody(20_000)
            .withRowsPerSecond(ROWS_PER_SECOND);
    api = TestApi.start(TestApi.settings().withThreads(THREADS).withLimits(limits));
    database = api.createReadyDatabase("limits", "urlsafe64", "urlsafe64");
    token = api.serviceToken("limits", "backend", database, "");
    neighbour = Neighbour.token(api, "calm-writer");
  }

  @AfterAll
  void stop() {
    api.close();
  }

  private static String rows(int amount) {
    return IntStream.range(0, amount)
        .mapToObj(i -> "{\"item_id\":\"i\",\"interaction_type\":\"v\"}")
        .collect(Collectors.joining(",", "{\"interactions\":[", "]}"));
  }

  private String freshToken(String name) {
    return api.serviceToken(name, "backend", database, "");
  }

  /** A small body may spell a tree of many times its size. */
  @Test
  void aBodyOfTooManyValuesIsRefusedBeforeItTakesTheHeap() {
    String values = "{\"\":0},".repeat(100_000);
    String body = "{\"email\":\"x\",\"password\":\"y\",\"a\":[" + values + "0]}";
    Answer refused = api.send("POST", "/databases/", api.rootToken(null), body);
    assertErrorShape(refused, 400, 40, "WrongData", "WRONG_DATA_TYPE");
    assertThat(refused.text()).contains("200,000 names and values");
    Answer login = api.send("POST", "/login/root/", "", body);
    assertErrorShape(login, 400, 40, "WrongData", "WRONG_DATA_TYPE");
    assertThat(login.text()).contains("larger than 32,768 bytes");
  }

  @Test
  void aBodyLargerThanTheBucketIsTakenAndPaidForAfterwards() {
    String busy = freshToken("busy");
    int stored = api.interactions.size();
    assertThat(api.send("POST", WRITE, busy, rows(16_384)).status()).isEqualTo(200);
    assertThat(api.interactions.size()).isEqualTo(stored + 16_384);
    Answer refused = api.send("POST", WRITE, busy, rows(1));
    assertErrorShape(refused, 429, 2, "TooManyRequests", "RATE_LIMIT_OVERFLOW");
    assertThat(refused.text()).doesNotContain("retry_after");
    long seconds = retryAfter(refused);
    assertThat(seconds).isBetween(5L, 16_384L / ROWS_PER_SECOND);
    Answer userData = api.send("GET", "/user-data/u/interactions", busy, null);
    assertErrorShape(userData, 429, 2, "TooManyRequests", "RATE_LIMIT_OVERFLOW");
    assertThat(api.send("POST", WRITE, token, rows(1)).status())
        .as("another account")
        .isEqualTo(200);
    await()
        .atMost(Duration.ofSeconds(seconds + 5))
        .until(() -> api.send("POST", WRITE, busy, rows(1)).status() == 200);
  }

  @Test
  void eachFrontendSubjectHasARateOfItsOwn() {
    String ann = frontend("ann");
    String bob = frontend("bob");
    assertThat(api.send("POST", "/users/ann/interactions-bulk/", ann, rows(9_000)).status())
        .isEqualTo(200);
    assertThat(api.send("POST", "/users/ann/interactions-bulk/", ann, rows(1)).status())
        .isEqualTo(429);
    assertThat(api.send("POST", "/users/bob/interactions-bulk/", bob, rows(1)).status())
        .isEqualTo(200);
  }

  private String frontend(String user) {
    return api.serviceToken(
        "limits-fe", "frontend", database, ", \"frontend_user_id\": \"" + user + "\"");
  }

  @Test
  void moreRowsThanABodyMayHoldAreWrongData() {
    Answer refused = api.send("POST", WRITE, freshToken("many"), rows(20_001));
    assertErrorShape(refused, 400, 40, "WrongData", "WRONG_DATA_TYPE");
    assertThat(refused.json().path("message").asText()).contains("20,000");
  }

  @Test
  void deepAndLongJsonIsWrongData() {
    String deep = "{\"interactions\":[{\"properties\":" + "{\"a\":".repeat(100) + "1";
    String longString = "{\"interactions\":[{\"x\":\"" + "x".repeat(300_000) + "\"}]}";
    String longNumber = "{\"interactions\":[{\"timestamp\":" + "1".repeat(300) + "}]}";
    for (String body : List.of(deep, longString, longNumber)) {
      assertErrorShape(
          api.send("POST", WRITE, token, body), 400, 40, "WrongData", "WRONG_DATA_TYPE");
    }
  }

  @Test
  void aHeadThatIsTooLargeIsWrongData() {
    Answer refused =
        api.send(api.request("GET", "/", null).header("X-Filler", "x".repeat(20 << 10)));
    assertErrorShape(refused, 400, 40, "WrongData", "WRONG_DATA_TYPE");
    assertThat(
            api.send(api.request("GET", "/", null).header("X-Filler", "x".repeat(12 << 10)))
                .status())
        .isEqualTo(200);
  }

  @Test
  void aBodyThatStandsStillIsGivenUp() throws IOException {
    try (Socket socket = begun(WRITE, 100, token)) {
      socket.setSoTimeout(15_000);
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 400").contains("ended early or could not be read");
    }
  }

  @Test
  void aLoginWhoseBodyNeverComesIsGivenUp() throws IOException {
    try (Socket socket = begun("/login/root/", 100, token)) {
      socket.setSoTimeout(15_000);
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 400").containsIgnoringCase("connection: close");
    }
  }

  @Test
  void moreRequestsAtOnceThanServedAreRefusedAtOnce() throws IOException {
    String visitor = frontend("visitor");
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < THREADS - 1; i++) {
        slow.add(begun(WRITE, 1_000, token));
      }
      await().until(() -> status(slow, token) == 429);
      Answer mine = api.send("GET", "/databases/", api.rootToken(null), null);
      assertErrorShape(mine, 429, 2, "TooManyRequests", "RATE_LIMIT_OVERFLOW");
      assertThat(retryAfter(mine)).isEqualTo(1);
      assertThat(status(slow, visitor)).as("of another holder").isEqualTo(200);
      slow.add(begun("/users/visitor/interactions-bulk/", 1_000, visitor));
      await().until(() -> status(slow, visitor) == 503);
      Answer refused = api.send("GET", "/databases/current/status/", visitor, null);
      assertErrorShape(refused, 503, 1, "ServerUnavailable", "DATABASE_NOT_READY");
      assertThat(retryAfter(refused)).isEqualTo(1);
      Answer userData = api.send("GET", "/v1/user-data/u/interactions", token, null);
      assertErrorShape(userData, 500, 1, "ServerUnavailable", "DATABASE_NOT_READY");
      assertThat(api.send("GET", "/health/ready", null, null).status()).isEqualTo(200);
      assertThat(api.send("GET", "/", null, null).status()).isEqualTo(200);
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
    await().until(() -> status(List.of(), token) == 200);
  }

  private int status(List<Socket> slow, String of) throws IOException {
    for (Socket socket : slow) {
      goOn(socket);
    }
    return api.send("GET", "/databases/current/status/", of, null).status();
  }

  @Test
  void moreBodiesThanMemoryAllowsAreRefused() throws IOException {
    String large = freshToken("large");
    awaitNoOtherBody(large);
    await()
        .ignoreExceptionsInstanceOf(IOException.class)
        .untilAsserted(() -> assertRefusedWhileAnotherFillsTheMemory(large));
    awaitNoOtherBody(large);
  }

  /** Fails where the first body is itself refused, for a body before it was still in the memory. */
  private void assertRefusedWhileAnotherFillsTheMemory(String large) throws IOException {
    try (Socket first = begun(WRITE, TestApi.MAX_BODY_BYTES, token)) {
      await()
          .atMost(Duration.ofSeconds(2))
          .untilAsserted(
              () -> {
                goOn(first);
                Answer refused = api.send("POST", WRITE, large, rows(1_000));
                assertErrorShape(refused, 503, 1, "ServerUnavailable", "DATABASE_NOT_READY");
                assertThat(retryAfter(refused)).isEqualTo(1);
              });
      goOn(first);
      assertThat(api.send("POST", WRITE, neighbour, rows(1_000)).status())
          .as("another organization has its share")
          .isEqualTo(200);
    }
  }

  /** What another test began may still be in the memory. */
  private void awaitNoOtherBody(String account) {
    await().until(() -> api.send("POST", WRITE, account, rows(1)).status() == 200);
  }

  private static long retryAfter(Answer answer) {
    return answer.response().headers().firstValueAsLong("Retry-After").orElseThrow();
  }

  /** A request of which only the head and the first byte of its body are sent. */
  private Socket begun(String path, int announced, String of) throws IOException {
    Socket socket = new Socket(api.uri().getHost(), api.uri().getPort());
    OutputStream out = socket.getOutputStream();
    out.write(
        """
        POST %s HTTP/1.1\r
        Host: x\r
        Connection: close\r
        Content-Type: application/json\r
        Authorization: Bearer %s\r
        Content-Length: %d\r
        \r
        {"""
            .formatted(path, of, announced)
            .getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  /** Sends one more byte of its body, so that it does not stand still. */
  private static void goOn(Socket begun) throws IOException {
    begun.getOutputStream().write(' ');
  }
}
