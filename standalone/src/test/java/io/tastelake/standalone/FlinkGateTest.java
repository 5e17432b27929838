package io.tastelake.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tastelake.standalone.web.FlinkWeb;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What passes to Flink's REST server. */
class FlinkGateTest {

  private static final List<String> METHODS =
      List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT");

  private static final String JOB = "/jobs/00000000000000000000000000000000";

  private static final List<String> ROUTES =
      Stream.concat(
              Stream.of(
                  "/",
                  "/index.html",
                  "/config",
                  "/overview",
                  "/cluster",
                  "/datasets",
                  "/jars",
                  "/jars/upload",
                  "/jars/x.jar/run",
                  "/jars/x.jar/plan",
                  "/jobs",
                  "/jobs/overview",
                  "/jobs/metrics",
                  "/savepoint-disposal",
                  "/jobmanager/config",
                  "/jobmanager/logs",
                  "/jobmanager/environment",
                  "/jobmanager/thread-dump",
                  "/jobmanager/metrics",
                  "/taskmanagers",
                  "/taskmanagers/x/thread-dump",
                  "/taskmanagers/metrics"),
              Stream.of(
                      "",
                      "/accumulators",
                      "/checkpoints",
                      "/checkpoints/config",
                      "/config",
                      "/exceptions",
                      "/execution-result",
                      "/plan",
                      "/rescaling",
                      "/status",
                      "/stop",
                      "/savepoints",
                      "/resource-requirements",
                      "/yarn-cancel",
                      "/yarn-stop",
                      "/vertices/x",
                      "/coordinators/x",
                      "/clientHeartbeat",
                      "/%79arn-cancel")
                  .map(JOB::concat))
          .toList();

  @TempDir private static Path folder;
  private static FlinkCluster cluster;

  @BeforeAll
  static void start() throws Exception {
    cluster = FlinkCluster.start(folder, 1);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Test
  void nothingPassesWithoutTheToken() throws IOException {
    for (String route : ROUTES) {
      for (String method : METHODS) {
        assertRefused(method + " " + route, "Host: " + host());
      }
    }
    assertRefused("GET /jobs", "Host: " + host(), "Authorization: Bearer wrong");
    assertRefused("GET /?token=wrong", "Host: " + host());
    assertRefused("GET /jobs" + query(), "Host: " + host());
  }

  @Test
  void nothingButReadingPassesWithIt() throws IOException {
    for (String route : ROUTES) {
      for (String method : METHODS.subList(1, METHODS.size())) {
        assertRefused(method + " " + route, "Host: " + host(), authorization());
      }
    }
    Stream.of("/jars", "/cluster").map("GET "::concat).forEach(FlinkGateTest::assertNoSuccess);
    for (String ending : List.of("/yarn-cancel", "/yarn-stop", "/%79arn-cancel", "/x/yarn-stop")) {
      assertRefused("GET " + JOB + ending, "Host: " + host(), authorization());
    }
    for (String method : List.of("GET", "POST", "PUT")) {
      String body = method + " /jobs"; // announced, and never sent
      assertRefused(body, "Host: " + host(), authorization(), "Content-Length: 3");
      assertRefused(body, "Host: " + host(), authorization(), "Transfer-Encoding: chunked");
    }
  }

  @Test
  void pagesOfOtherOriginsAndOtherNamesAreRefused() throws IOException {
    assertRefused("GET /jobs", "Host: evil.example", authorization());
    assertRefused("GET /jobs", authorization());
    assertRefused("GET /jobs", "Host: " + host(), authorization(), "Origin: http://evil.example");
    assertRefused("GET /jobs", "Host: " + host(), authorization(), "Origin: null");
  }

  @Test
  void theLinkOpensTheInterfaceAndNoAnswerAllowsOtherOrigins() throws Exception {
    String opened = answer("GET /" + query(), "Host: " + host());
    assertThat(opened).startsWith("HTTP/1.1 303").containsIgnoringCase("location: /\r\n");
    Matcher cookies = Pattern.compile("(?i)set-cookie: ([^;]*);").matcher(opened);
    assertThat(cookies.find()).isTrue();
    String cookie = cookies.group(1);
    assertThat(answer("GET /", "Host: " + host(), "Cookie: " + cookie))
        .startsWith("HTTP/1.1 200")
        .doesNotContainIgnoringCase("access-control")
        .containsIgnoringCase("x-frame-options: DENY");
    HttpResponse<String> jobs =
        java.net.http.HttpClient.newHttpClient()
            .send(
                cluster.web().get("/jobs/overview").build(), HttpResponse.BodyHandlers.ofString());
    assertThat(jobs.statusCode()).isEqualTo(200);
    assertThat(jobs.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    assertThat(answer("GET /jobmanager/config", "Host: " + host(), authorization()))
        .contains("tastelake.web.token")
        .doesNotContain(token());
  }

  /** Each connection costs a file of the process that runs everything. */
  @Test
  void whoOpensConnectionsAndSaysNothingTakesNoFilesFromOthers() throws IOException {
    URI address = web().address();
    List<Socket> silent = new ArrayList<>();
    try {
      for (int i = 0; i < 200; i++) {
        silent.add(new Socket(address.getHost(), address.getPort()));
      }
      silent.get(199).setSoTimeout(20_000);
      assertThat(silent.get(199).getInputStream().read()).as("shut at once").isNegative();
      silent.get(0).setSoTimeout(60_000);
      assertThat(silent.get(0).getInputStream().read()).as("shut when idle").isNegative();
      await()
          .atMost(Duration.ofSeconds(30))
          .ignoreExceptionsInstanceOf(IOException.class)
          .untilAsserted(
              () ->
                  assertThat(answer("GET /jobs", "Host: " + host(), authorization()))
                      .startsWith("HTTP/1.1 200"));
    } finally {
      for (Socket socket : silent) {
        socket.close();
      }
    }
  }

  private static void assertRefused(String request, String... headers) throws IOException {
    assertThat(answer(request, headers)).as(request).startsWith("HTTP/1.1 403");
  }

  private static void assertNoSuccess(String request) {
    try {
      assertThat(answer(request, "Host: " + host(), authorization()))
          .as(request)
          .startsWith("HTTP/1.1 4");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String answer(String request, String... headers) throws IOException {
    URI address = web().address();
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      socket.setSoTimeout(20_000);
      String head = request + " HTTP/1.1\r\nConnection: close\r\n" + lines(headers) + "\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  private static String lines(String... headers) {
    return headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
  }

  private static FlinkWeb web() {
    return cluster.web();
  }

  private static String host() {
    return web().address().getAuthority();
  }

  private static String query() {
    return "?" + web().link().getRawQuery();
  }

  private static String token() {
    return web().link().getRawQuery().split("=", 2)[1];
  }

  private static String authorization() {
    return "Authorization: Bearer " + token();
  }
}
