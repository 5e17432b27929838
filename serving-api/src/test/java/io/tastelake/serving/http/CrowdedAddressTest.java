package io.tastelake.serving.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tastelake.serving.TestApi;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Whoever shares an address with those who open connections gets in, and is answered. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrowdedAddressTest {

  private static final int CONNECTIONS = 60;
  private static final Duration HEAD_TIME = Duration.ofSeconds(3);
  private static final int ANSWER_TIMEOUT_MILLIS = 30_000;

  private final List<Socket> open = new ArrayList<>();
  private TestApi api;
  private String database;

  @BeforeAll
  void start() throws IOException {
    Limits limits =
        Limits.defaults()
            .withHeadTime(HEAD_TIME)
            .withConnections(new Limits.Open(CONNECTIONS, 10_000));
    api = TestApi.start(TestApi.settings().withLimits(limits));
    database = api.createReadyDatabase("crowded", "urlsafe64", "urlsafe64");
  }

  @AfterEach
  void leave() throws IOException {
    for (Socket socket : open) {
      socket.close();
    }
    open.clear();
  }

  @AfterAll
  void stop() {
    api.close();
  }

  @Test
  void aLoginThatIsWorkedOnIsAnsweredWhateverConnectionsComeMeanwhile() throws IOException {
    List<Socket> logins = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      logins.add(connect(login("guess%d@x.example".formatted(i), "wrong")));
    }
    await().pollInterval(Duration.ofMillis(1)).until(() -> answered(logins) >= 16);
    for (int i = 0; i < 3 * CONNECTIONS; i++) {
      connect("POST /login/root/ HTTP/1.1\r\n");
    }
    assertThat(answered(logins)).as("some are still worked on").isLessThan(logins.size());
    for (Socket login : logins) {
      assertThat(answer(login)).isIn("HTTP/1.1 401", "HTTP/1.1 429");
    }
  }

  @Test
  void connectionsOfOneAccountKeepNobodyOut() throws IOException {
    String visitor =
        api.serviceToken("crowd", "frontend", database, ", \"frontend_user_id\": \"v\"");
    String request = get(visitor);
    for (int i = 0; i < CONNECTIONS; i++) {
      assertThat(answer(connect(request))).isEqualTo("HTTP/1.1 200");
    }
    for (int i = 0; i < 3; i++) {
      assertThat(answer(connect(login(TestApi.ROOT, TestApi.PASSWORD)))).isEqualTo("HTTP/1.1 200");
    }
  }

  @Test
  void aTokenThatWasTakenBackCostsItsOrganizationNoConnection() throws IOException {
    String good = get(api.serviceToken("good", "backend", database, ""));
    String gone = get(api.serviceToken("gone", "backend", database, ""));
    api.send("DELETE", "/accounts/service/", api.rootToken(null), "{\"name\": \"gone\"}");
    await().until(() -> answer(connect(gone)).equals("HTTP/1.1 401"));
    Socket backend = connect(good);
    assertThat(answer(backend)).isEqualTo("HTTP/1.1 200");
    for (int i = 0; i < 2 * CONNECTIONS; i++) {
      assertThat(answer(connect(gone))).isEqualTo("HTTP/1.1 401");
    }
    backend.getInputStream().skip(backend.getInputStream().available());
    backend.getOutputStream().write(good.getBytes(US_ASCII));
    assertThat(answer(backend)).isEqualTo("HTTP/1.1 200");
  }

  @Test
  void aHeadThatComesByteByByteEndsInTime() throws IOException {
    Socket first = connect("GET / HTTP/1.1\r\nX-Slow: ");
    Socket second = connect("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    assertThat(answer(second)).isEqualTo("HTTP/1.1 200");
    second.getOutputStream().write("GET / HTTP/1.1\r\nX-Slow: ".getBytes(US_ASCII));
    for (Socket slow : List.of(first, second)) {
      await()
          .pollInterval(Duration.ofMillis(100))
          .atMost(HEAD_TIME.plusSeconds(5))
          .until(() -> isClosedAfter(slow, "x"));
    }
  }

  @Test
  void theTimeOfAHeadIsNotThatOfABody() throws IOException {
    String login = login(TestApi.ROOT, TestApi.PASSWORD);
    int body = login.indexOf('{');
    Socket socket = connect(login.substring(0, body));
    await()
        .pollDelay(HEAD_TIME.plusSeconds(1))
        .atMost(HEAD_TIME.plusSeconds(5))
        .until(socket::isConnected);
    socket.getOutputStream().write(login.substring(body).getBytes(US_ASCII));
    assertThat(answer(socket)).isEqualTo("HTTP/1.1 200");
  }

  /** A proxy in front may see where it ends elsewhere. */
  @Test
  void transferEncodingInHttp10IsRefusedAndEndsTheConnection() {
    String answers =
        RawHttp.ask(
            api.uri(),
            """
            POST /login/root/ HTTP/1.0\r
            Connection: keep-alive\r
            Transfer-Encoding: chunked\r
            \r
            2\r
            {}\r
            0\r
            \r
            GET / HTTP/1.0\r
            \r
            """);
    assertThat(answers)
        .startsWith("HTTP/1.1 400")
        .containsIgnoringCase("connection: close")
        .contains("HTTP/1.0 has no Transfer-Encoding")
        .containsOnlyOnce("HTTP/1.1 ");
  }

  private static String login(String email, String password) {
    String body = "{\"email\": \"%s\", \"password\": \"%s\"}".formatted(email, password);
    return "POST /login/root/ HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(body.length(), body);
  }

  private static String get(String token) {
    return "GET /databases/current/status/ HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n\r\n"
        .formatted(token);
  }

  private Socket connect(String sends) throws IOException {
    Socket socket = new Socket(api.uri().getHost(), api.uri().getPort());
    open.add(socket);
    socket.setSoTimeout(ANSWER_TIMEOUT_MILLIS);
    socket.getOutputStream().write(sends.getBytes(US_ASCII));
    return socket;
  }

  /** Version and status of the next answer. */
  private static String answer(Socket socket) throws IOException {
    return new String(socket.getInputStream().readNBytes(12), US_ASCII);
  }

  private static long answered(List<Socket> sockets) throws IOException {
    long answered = 0;
    for (Socket socket : sockets) {
      answered += socket.getInputStream().available() > 0 ? 1 : 0;
    }
    return answered;
  }

  /** Sends more, and says whether anybody still takes it. */
  private static boolean isClosedAfter(Socket socket, String more) {
    try {
      socket.getOutputStream().write(more.getBytes(US_ASCII));
      return false;
    } catch (SocketException closed) {
      return true;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
