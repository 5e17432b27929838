package io.tastelake.serving.http;

import static io.tastelake.serving.Answers.assertErrorShape;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tastelake.serving.TestApi;
import io.tastelake.serving.account.Passwords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever has no token costs those who have one nothing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StrangersTest {

  private static final int CONNECTIONS = 200;
  private static final int REQUESTS = 56;

  private final List<Socket> strangers = new ArrayList<>();
  private final ExecutorService callers = Executors.newFixedThreadPool(8);
  private TestApi api;
  private String token;

  @BeforeAll
  void start() throws IOException {
    Limits limits =
        Limits.defaults()
            .withBodyTime(Duration.ofSeconds(1))
            .withIdle(Duration.ofSeconds(30))
            .withConnections(new Limits.Open(CONNECTIONS + 20, 10_000));
    HttpServer.Settings settings = TestApi.settings().withThreads(16).withLimits(limits);
    api = TestApi.start(settings, new Passwords());
    String database = api.createReadyDatabase("strangers", "urlsafe64", "urlsafe64");
    token = api.serviceToken("strangers", "backend", database, "");
  }

  @AfterEach
  void leave() throws IOException {
    for (Socket socket : strangers) {
      socket.close();
    }
    strangers.clear();
  }

  @AfterAll
  void stop() {
    callers.shutdown();
    api.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /login/root/",
        "POST /login/root/ HTTP/1.1\r\nExpect: 100-continue\r\nX:",
        "POST /login/refresh-token/",
        "POST /beacon/users/u/interactions-bulk/",
        "POST /raw-ingestion/beacon/sessions/s/interactions-bulk/",
        "POST /console/login",
        "POST /nope",
        "POST /users/u/interactions-bulk/",
        "DELETE /interactions-ratings-bulk/",
        "POST /user-data/u/interactions",
        "PATCH /databases/",
        "POST /docs",
        "GET /docs/swagger-ui-bundle.js"
      })
  void bodiesThatNeverComeHoldNobodyUp(String request) throws IOException {
    for (int i = 0; i < CONNECTIONS; i++) {
      stranger(request + " HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{");
    }
    assertThat(all(() -> api.send("GET", "/users/u/interactions-bulk/", token, null).status()))
        .containsOnly(200);
    assertThat(api.send("GET", "/", null, null).status()).isEqualTo(200);
    assertThat(api.rootToken(null)).as("a login").isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /nope 404",
        "POST /users/u/interactions-bulk/ 401",
        "PATCH /databases/ 405",
        "POST /docs 405"
      })
  void refusalsDoNotWaitForABody(String request) throws IOException {
    String status = request.substring(request.lastIndexOf(' ') + 1);
    String line = request.substring(0, request.lastIndexOf(' '));
    Socket socket = stranger(line + " HTTP/1.1\r\nHost: x\r\nContent-Length: 9000000\r\n\r\n{");
    socket.setSoTimeout(30_000);
    byte[] answer = socket.getInputStream().readNBytes(1_000);
    assertThat(new String(answer, UTF_8))
        .startsWith("HTTP/1.1 " + status)
        .containsIgnoringCase("connection: close");
  }

  /** A client that is cut off while it sends never learns that it has to refresh its token. */
  @Test
  void whoeverSendsALargeBodyWithoutATokenSeesTheRefusal() throws IOException {
    Socket socket =
        stranger(
            "POST /interactions-bulk/ HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n"
                .formatted(TestApi.MAX_BODY_BYTES));
    byte[] part = new byte[TestApi.MAX_BODY_BYTES / 64];
    for (int i = 0; i < 64; i++) {
      socket.getOutputStream().write(part);
    }
    socket.setSoTimeout(30_000);
    Scanner answer = new Scanner(socket.getInputStream(), UTF_8);
    assertThat(answer.nextLine()).startsWith("HTTP/1.1 401");
    assertThat(answer.findWithinHorizon("INCORRECT_JWT_TOKEN", 1_000)).isNotNull();
  }

  @Test
  void anAddressWithTooManyConnectionsLosesItsOldestStrangers() throws IOException {
    for (int i = 0; i < 2 * CONNECTIONS; i++) {
      stranger("POST /login/root/ HTTP/1.1\r\n");
    }
    Socket oldest = strangers.get(0);
    oldest.setSoTimeout(30_000);
    assertThat(all(() -> api.send("GET", "/users/u/interactions-bulk/", token, null).status()))
        .containsOnly(200);
    assertThat(isClosed(oldest)).isTrue();
  }

  @Test
  void aConnectionThatIsResetCountsNoMore() throws IOException {
    for (int i = 0; i < 2 * CONNECTIONS; i++) {
      Socket socket = stranger("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
      socket.setSoTimeout(30_000);
      assertThat(new String(socket.getInputStream().readNBytes(12), UTF_8))
          .as("answer %d", i)
          .isEqualTo("HTTP/1.1 200");
      socket.setSoLinger(true, 0);
      socket.close();
    }
  }

  private static boolean isClosed(Socket socket) {
    try {
      return socket.getInputStream().read() < 0;
    } catch (IOException reset) {
      return true;
    }
  }

  @Test
  void aTrickleWithATokenEndsWithTheTimeOfABody() throws IOException {
    Socket socket =
        stranger(
            """
            POST /users/u/interactions-bulk/ HTTP/1.1\r
            Host: x\r
            Authorization: Bearer %s\r
            Content-Length: 1000\r
            \r
            {"""
                .formatted(token));
    await()
        .pollInterval(Duration.ofMillis(50))
        .atMost(Duration.ofSeconds(4))
        .until(
            () -> {
              if (socket.getInputStream().available() == 0) {
                socket.getOutputStream().write(' ');
              }
              return socket.getInputStream().available() > 0;
            });
    assertThat(new String(socket.getInputStream().readNBytes(1_000), UTF_8))
        .startsWith("HTTP/1.1 400")
        .contains("takes longer than 1 seconds");
  }

  /** Those who guess wait for the hashes of their passwords; whoever has a token does not. */
  @Test
  void loginsAtTheConsoleHoldNobodyUp() throws IOException {
    assertThat(api.rootToken(null)).isNotEmpty();
    for (int i = 0; i < 90; i++) {
      String form = "login=guess%d@x.example&password=wrong".formatted(i);
      stranger(
          """
          POST /console/login HTTP/1.1\r
          Host: x\r
          Content-Type: application/x-www-form-urlencoded\r
          Content-Length: %d\r
          \r
          %s"""
              .formatted(form.length(), form));
    }
    assertThat(all(() -> api.send("GET", "/users/u/interactions-bulk/", token, null).status()))
        .containsOnly(200);
    List<String> answers = new ArrayList<>();
    for (Socket socket : strangers) {
      socket.setSoTimeout(60_000);
      answers.add(new String(socket.getInputStream().readNBytes(12), UTF_8));
    }
    assertThat(answers).contains("HTTP/1.1 429", "HTTP/1.1 401");
  }

  @Test
  void aLoginMayWaitForLeaveToSendItsBody() {
    String body =
        "{\"email\": \"%s\", \"password\": \"%s\"}".formatted(TestApi.ROOT, TestApi.PASSWORD);
    assertThat(api.send(api.request("POST", "/login/root/", body).expectContinue(true)).status())
        .isEqualTo(200);
  }

  @Test
  void aLoginNeedsNoMoreThanSomeKilobytes() {
    String body = "{\"email\": \"x\", \"password\": \"y\", \"z\": \"" + "z".repeat(40_000) + "\"}";
    assertErrorShape(
        api.send("POST", "/login/root/", null, body), 400, 40, "WrongData", "WRONG_DATA_TYPE");
  }

  private List<Integer> all(java.util.function.Supplier<Integer> request) {
    List<CompletableFuture<Integer>> answers =
        IntStream.range(0, REQUESTS)
            .mapToObj(i -> CompletableFuture.supplyAsync(request, callers))
            .toList();
    return answers.stream().map(CompletableFuture::join).toList();
  }

  private Socket stranger(String sends) {
    try {
      Socket socket = new Socket(api.uri().getHost(), api.uri().getPort());
      strangers.add(socket);
      socket.getOutputStream().write(sends.getBytes(US_ASCII));
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
