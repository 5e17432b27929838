package io.tastelake.serving.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tastelake.serving.ApiResource;
import io.tastelake.serving.TestApi;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows wait in memory for whoever reads an answer slowly: only so many, and others have theirs. */
@ExtendWith(ApiResource.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlowReadersTest {

  private static final int ROWS = 144;
  private static final int READERS = 48;
  private static final String LIST = "/users/ann/interactions-bulk/?amt=10000";

  private final TestApi api;
  private String token;
  private String neighbour;

  SlowReadersTest(TestApi api) {
    this.api = api;
  }

  @BeforeAll
  void write() {
    token =
        api.serviceToken(
            "slow", "backend", api.createReadyDatabase("slow", "urlsafe64", "urlsafe64"), "");
    neighbour = Neighbour.token(api, "calm-reader");
    for (String each : List.of(token, neighbour)) {
      for (int part = 0; part < 9; part++) {
        assertThat(api.send("POST", "/users/ann/interactions-bulk/", each, rows()).text())
            .isEqualTo("{}");
      }
    }
  }

  private static String rows() {
    String row =
        "{\"item_id\": \"i\", \"interaction_type\": \"view\", \"properties\": {\"x\": \"%s\"}}"
            .formatted("x".repeat(60_000));
    return IntStream.range(0, ROWS / 9)
        .mapToObj(i -> row)
        .collect(Collectors.joining(",", "{\"interactions\":[", "]}"));
  }

  private static final class Reader implements AutoCloseable {

    private final Socket socket = new Socket();

    Reader(URI api, String path, String accept, String token) throws IOException {
      socket.setReceiveBufferSize(16 << 10);
      socket.connect(new InetSocketAddress(api.getHost(), api.getPort()));
      socket
          .getOutputStream()
          .write(
              "GET %s HTTP/1.1\r\nHost: a\r\nAccept: %s\r\nAuthorization: Bearer %s\r\n\r\n"
                  .formatted(path, accept, token)
                  .getBytes(US_ASCII));
    }

    boolean isAnswered() throws IOException {
      return socket.getInputStream().available() > 20;
    }

    /** The status, and no more than that. */
    int status() throws IOException {
      return Integer.parseInt(
          new String(socket.getInputStream().readNBytes(12), US_ASCII).substring(9));
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {LIST, "/interactions-bulk/?amt=10000", "lines"})
  void whatNobodyReadsTakesSoMuchMemoryAndLeavesOthersTheirs(String path) throws Exception {
    List<Reader> readers = new ArrayList<>();
    try {
      for (int i = 0; i < READERS; i++) {
        readers.add(
            path.equals("lines")
                ? new Reader(api.uri(), "/interactions-bulk/", "application/x-ndjson", token)
                : new Reader(api.uri(), path, "application/json", token));
      }
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> readers.stream().allMatch(reader -> answered(reader)));
      List<Integer> statuses = new ArrayList<>();
      for (Reader reader : readers) {
        statuses.add(reader.status());
      }
      assertThat(statuses).containsOnly(200, 503).contains(200, 503);
      assertThat(api.send("GET", LIST, neighbour, null).status()).isEqualTo(200);
    } finally {
      for (Reader reader : readers) {
        reader.close();
      }
    }
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> api.send("GET", LIST, token, null).status() == 200);
  }

  private static boolean answered(Reader reader) {
    try {
      return reader.isAnswered();
    } catch (IOException e) {
      return false;
    }
  }

  /** The memory comes back with the answer. */
  @Test
  void manyLargeAnswersOneAfterAnotherAreAllGiven() {
    for (int i = 0; i < 40; i++) {
      assertThat(api.send("GET", LIST, token, null).status()).isEqualTo(200);
    }
  }
}
