package io.tastelake.serving.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tastelake.serving.TestApi;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** However many addresses connections come from, those with a token stay open. */
class CrowdedInstanceTest {

  private static final int ALL = 40;
  private static final int TIMEOUT_MILLIS = 30_000;

  @Test
  void connectionsWithoutATokenAreClosedWhereAllAreTooMany() throws IOException {
    Limits limits = Limits.defaults().withConnections(new Limits.Open(10_000, ALL));
    List<Socket> strangers = new ArrayList<>();
    try (TestApi api = TestApi.start(TestApi.settings().withLimits(limits));
        Socket backend = connect(api)) {
      String database = api.createReadyDatabase("crowded", "urlsafe64", "urlsafe64");
      String get =
          "GET /databases/current/status/ HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n\r\n"
              .formatted(api.serviceToken("shop", "backend", database, ""));
      assertThat(answer(backend, get)).isEqualTo("HTTP/1.1 200");
      for (int i = 0; i < 3 * ALL; i++) {
        strangers.add(connect(api));
      }
      await().untilAsserted(() -> assertThat(closed(strangers)).isGreaterThanOrEqualTo(2L * ALL));
      backend.getInputStream().skip(backend.getInputStream().available());
      assertThat(answer(backend, get)).isEqualTo("HTTP/1.1 200");
      try (Socket next = connect(api)) {
        assertThat(answer(next, get)).isEqualTo("HTTP/1.1 200");
      }
    } finally {
      for (Socket stranger : strangers) {
        stranger.close();
      }
    }
  }

  private static Socket connect(TestApi api) throws IOException {
    Socket socket = new Socket(api.uri().getHost(), api.uri().getPort());
    socket.setSoTimeout(TIMEOUT_MILLIS);
    return socket;
  }

  /** Version and status of the answer. */
  private static String answer(Socket socket, String request) throws IOException {
    socket.getOutputStream().write(request.getBytes(US_ASCII));
    return new String(socket.getInputStream().readNBytes(12), US_ASCII);
  }

  private static long closed(List<Socket> sockets) throws IOException {
    long closed = 0;
    for (Socket socket : sockets) {
      closed += isClosed(socket) ? 1 : 0;
    }
    return closed;
  }

  private static boolean isClosed(Socket socket) throws IOException {
    socket.setSoTimeout(1);
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (SocketException e) {
      return true;
    }
  }
}
