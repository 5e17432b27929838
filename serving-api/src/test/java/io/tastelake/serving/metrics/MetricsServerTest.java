package io.tastelake.serving.metrics;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who may look at the metrics. */
class MetricsServerTest {

  private static final String SHOWN = "jvm_memory_used_bytes";

  @Test
  void onLoopbackWhoeverNamesLoopback() throws IOException {
    try (Metrics metrics = new Metrics();
        MetricsServer server = MetricsServer.start(MetricsServer.Settings.defaults(), metrics)) {
      int port = server.uri().getPort();
      for (String name : List.of("127.0.0.1", "localhost", "[::1]")) {
        assertThat(answer(server, "GET /metrics", "Host: " + name + ":" + port))
            .startsWith("HTTP/1.1 200")
            .contains(SHOWN);
      }
      for (String name : List.of("evil.example", "127.0.0.1.evil.example", "2130706433")) {
        assertThat(answer(server, "GET /metrics", "Host: " + name + ":" + port))
            .startsWith("HTTP/1.1 403")
            .doesNotContain(SHOWN);
      }
      for (String method : List.of("HEAD", "OPTIONS", "TRACE", "POST", "DELETE")) {
        assertThat(answer(server, method + " /metrics", "Host: localhost:" + port))
            .startsWith("HTTP/1.1 405");
      }
    }
  }

  @Test
  void withATokenWhoeverShowsIt() throws IOException {
    MetricsServer.Settings settings = MetricsServer.Settings.defaults().withToken("the-token");
    try (Metrics metrics = new Metrics();
        MetricsServer server = MetricsServer.start(settings, metrics)) {
      String host = "Host: localhost:" + server.uri().getPort();
      assertThat(server.uri().toString()).doesNotContain("the-token");
      for (String wrong : List.of("", "?token=", "?token=the-toke", "?token=%00", "?token=%zz")) {
        assertThat(answer(server, "GET /metrics" + wrong, host))
            .startsWith("HTTP/1.1 4")
            .doesNotContain(SHOWN);
      }
      for (String wrong : List.of("the-token", "Bearer ", "Bearer other", "Basic the-token")) {
        assertThat(answer(server, "GET /metrics", host + "\r\nAuthorization: " + wrong))
            .startsWith("HTTP/1.1 403");
      }
      assertThat(answer(server, "GET /metrics?token=the-token", host)).contains(SHOWN);
      assertThat(answer(server, "GET /metrics", host + "\r\nAuthorization: Bearer the-token"))
          .contains(SHOWN);
    }
  }

  @Test
  void whoOpensConnectionsAndSaysNothingIsShutOutAndThenOff() throws IOException {
    List<Socket> silent = new ArrayList<>();
    try (Metrics metrics = new Metrics();
        MetricsServer server = MetricsServer.start(MetricsServer.Settings.defaults(), metrics)) {
      for (int i = 0; i < 100; i++) {
        silent.add(new Socket(server.uri().getHost(), server.uri().getPort()));
      }
      silent.get(0).setSoTimeout(60_000);
      assertThat(silent.get(0).getInputStream().read()).as("closed by the server").isNegative();
      assertThat(answer(server, "GET /metrics", "Host: localhost:" + server.uri().getPort()))
          .startsWith("HTTP/1.1 200");
    } finally {
      for (Socket socket : silent) {
        socket.close();
      }
    }
  }

  private static String answer(MetricsServer server, String request, String headers)
      throws IOException {
    try (Socket socket = new Socket(server.uri().getHost(), server.uri().getPort())) {
      socket.setSoTimeout(20_000);
      String head = request + " HTTP/1.1\r\nConnection: close\r\n" + headers + "\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }
}
