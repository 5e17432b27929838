package io.tastelake.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What tests of a lake on S3 rely on. */
final class S3EmulatorTest {

  private static final int PAIRS = 50;

  private final List<HttpClient> clients =
      List.of(HttpClient.newHttpClient(), HttpClient.newHttpClient());
  private S3Emulator s3;

  @BeforeEach
  void start() throws IOException {
    s3 = S3Emulator.start();
  }

  @AfterEach
  void stop() {
    s3.close();
  }

  @Test
  void ofTwoConditionalPutsAtTheSameMomentOneSucceeds() {
    for (int pair = 0; pair < PAIRS; pair++) {
      assertThat(statusesOfTwoPuts("key" + pair)).containsExactlyInAnyOrder(200, 412);
    }
  }

  @ParameterizedTest
  @EnumSource(names = "HONOURED", mode = EnumSource.Mode.EXCLUDE)
  void bothSucceedWhereTheConditionIsNotHonoured(Condition condition) {
    s3.honour(condition);
    assertThat(statusesOfTwoPuts("key")).containsExactly(200, 200);
  }

  private List<Integer> statusesOfTwoPuts(String key) {
    List<CompletableFuture<HttpResponse<Void>>> puts =
        clients.stream()
            .map(client -> client.sendAsync(put(key), BodyHandlers.discarding()))
            .toList();
    return puts.stream().map(put -> put.join().statusCode()).toList();
  }

  private HttpRequest put(String key) {
    return HttpRequest.newBuilder(URI.create(s3.endpoint() + "/bucket/" + key))
        .header("If-None-Match", "*")
        .PUT(BodyPublishers.ofString("content"))
        .build();
  }
}
