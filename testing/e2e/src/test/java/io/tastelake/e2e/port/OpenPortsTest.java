package io.tastelake.e2e.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tastelake.e2e.kit.SharedSystem;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.BlobServerOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.blob.BlobClient;
import org.apache.kafka.common.message.DescribeClusterRequestData;
import org.apache.kafka.common.message.MetadataRequestData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.requests.RequestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A standalone listens where the table says, and nowhere does it serve whom it does not know. */
@ExtendWith(SharedSystem.Extension.class)
class OpenPortsTest {

  private static final int TIMEOUT_MILLIS = 2_000;

  private final HttpClient http = HttpClient.newHttpClient();

  /** How a stranger who asks at a port is refused; it fails if he is not. */
  private interface Lock {
    void refuses(int port) throws Exception;
  }

  /**
   * One that a standalone has.
   *
   * @param lock what keeps strangers out
   */
  private record Known(String name, int port, Lock lock) {}

  private List<Known> known(SharedSystem system) {
    return List.of(
        new Known("API", system.access().api().getPort(), this::apiWantsAToken),
        new Known("metrics", system.access().metrics().getPort(), this::metricsWantTheirToken),
        new Known("Flink's web interface", system.access().flink().getPort(), this::flinkIsGated),
        new Known("Kafka's broker", port(system.access().kafka()), this::brokerWantsAUser),
        new Known("Kafka's controller", port(system.controller()), this::controllerWantsAUser),
        new Known("PostgreSQL", system.storePort(), OpenPortsTest::postgresWantsAPassword));
  }

  @Test
  void itListensNowhereElseAndOnLoopbackAlone(SharedSystem system) throws IOException {
    SortedMap<Integer, Boolean> listening = ListeningSockets.of(system.processes());
    if (listening.isEmpty()) {
      System.out.println("SKIPPED OpenPortsTest: this system does not tell who listens where");
      return;
    }
    Map<Integer, String> unknown = new TreeMap<>();
    listening.forEach((port, loopback) -> unknown.put(port, "unknown"));
    known(system).forEach(each -> unknown.remove(each.port()));
    assertThat(unknown).as("ports that are in no table").isEmpty();
    assertThat(listening.values()).as("loopback alone: %s", listening).containsOnly(true);
    assertThat(listening).hasSize(known(system).size());
  }

  @Test
  void noneServesStrangers(SharedSystem system) throws Exception {
    for (Known each : known(system)) {
      each.lock().refuses(each.port());
    }
  }

  /** Flink's own client stores nothing anywhere. */
  @Test
  void nobodyTakesFilesForFlink(SharedSystem system, @TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("Evil.class"), "evil");
    Configuration settings = new Configuration();
    settings.set(BlobServerOptions.SO_TIMEOUT, TIMEOUT_MILLIS);
    for (int port : ListeningSockets.of(system.processes()).keySet()) {
      assertThatThrownBy(
              () ->
                  BlobClient.uploadFiles(
                      new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                      settings,
                      new JobID(),
                      List.of(new org.apache.flink.core.fs.Path(file.toUri()))))
          .as("upload to port %d", port)
          .isInstanceOf(IOException.class);
    }
  }

  private void apiWantsAToken(int port) throws Exception {
    for (String path : List.of("/databases/current/", "/organizations/current/accounts/")) {
      assertThat(answer("GET", port, path).statusCode()).isEqualTo(401);
      assertThat(answer("TRACE", port, path).statusCode()).isEqualTo(405);
    }
  }

  private void metricsWantTheirToken(int port) throws Exception {
    for (String path : List.of("/metrics", "/metrics?token=", "/metrics?token=wrong")) {
      HttpResponse<String> answer = answer("GET", port, path);
      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(answer.body()).doesNotContain("tastelake_", "jvm_");
    }
    for (String method : List.of("HEAD", "OPTIONS", "TRACE", "POST")) {
      assertThat(answer(method, port, "/metrics").statusCode()).isEqualTo(405);
    }
  }

  private void flinkIsGated(int port) throws Exception {
    for (String method : List.of("GET", "HEAD", "OPTIONS", "TRACE", "POST", "PATCH", "DELETE")) {
      assertThat(answer(method, port, "/jobs").statusCode()).as(method).isEqualTo(403);
    }
  }

  private void brokerWantsAUser(int port) throws IOException {
    ApiMessage request = new MetadataRequestData().setTopics(null);
    assertThat(kafkasAnswer(port, ApiKeys.METADATA, request)).isEmpty();
  }

  private void controllerWantsAUser(int port) throws IOException {
    ApiMessage request = new DescribeClusterRequestData().setEndpointType((byte) 2);
    assertThat(kafkasAnswer(port, ApiKeys.DESCRIBE_CLUSTER, request)).isEmpty();
  }

  /** Nobody's password is empty, and nobody gets in without one. */
  private static void postgresWantsAPassword(int port) {
    String url = "jdbc:postgresql://127.0.0.1:" + port + "/";
    for (String database : List.of("tastelake", "postgres", "template1")) {
      for (String user : List.of("tastelake", "postgres", "root")) {
        for (String password : List.of("", "postgres", "tastelake", user)) {
          assertThatThrownBy(
                  () -> DriverManager.getConnection(url + database, user, password).close())
              .as("%s as %s", database, user)
              .isInstanceOfSatisfying(
                  SQLException.class, e -> assertThat(e.getSQLState()).isIn("28P01", "08004"));
        }
      }
    }
  }

  private HttpResponse<String> answer(String method, int port, String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    return http.send(request, BodyHandlers.ofString());
  }

  /** What a broker says to a request on a connection that nobody has logged in on. */
  private static Optional<Integer> kafkasAnswer(int port, ApiKeys key, ApiMessage request)
      throws IOException {
    short version = key.latestVersion();
    RequestHeader header = new RequestHeader(key, version, "stranger", 1);
    ByteBuffer bytes =
        RequestUtils.serialize(header.data(), header.headerVersion(), request, version);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(10 * TIMEOUT_MILLIS);
      ByteBuffer framed = ByteBuffer.allocate(4 + bytes.remaining());
      framed.putInt(bytes.remaining()).put(bytes);
      socket.getOutputStream().write(framed.array());
      byte[] answer = new DataInputStream(socket.getInputStream()).readNBytes(4);
      return answer.length < 4 ? Optional.empty() : Optional.of(ByteBuffer.wrap(answer).getInt());
    } catch (SocketException e) {
      return Optional.empty(); // hung up on
    }
  }

  private static int port(String address) {
    return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
  }
}
