package io.tastelake.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FlakyProxyTest {

  private static final byte[] ANSWER = "{\"well\": true}".getBytes(StandardCharsets.UTF_8);

  private final AtomicInteger asked = new AtomicInteger();
  private final HttpServer api = answering();
  private final FlakyProxy proxy =
      FlakyProxy.start(
          () -> URI.create("http://127.0.0.1:" + api.getAddress().getPort()), /* seed= */ 1);
  private final Caller caller = new Caller(proxy::uri, () -> "", Duration.ofSeconds(20));

  private HttpServer answering() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/",
          exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(200, ANSWER.length);
            exchange.getResponseBody().write(ANSWER);
            exchange.close();
          });
      server.start();
      return server;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @AfterEach
  void stop() throws IOException {
    proxy.close();
    api.stop(0);
  }

  @Test
  void passesOnWhileThereIsNoFault() throws Exception {
    assertThat(caller.get("/").body().get("well").asBoolean()).isTrue();
  }

  @Test
  void nothingArrivesWhileTheNetworkIsAway() throws Exception {
    proxy.begin(FaultKind.NETWORK_AWAY);
    assertThatThrownBy(() -> caller.get("/")).isInstanceOf(IOException.class);
    assertThat(asked).hasValue(0);

    proxy.heal();
    assertThat(caller.get("/").ok()).isTrue();
  }

  @Test
  void aRequestArrivesWhoseAnswerIsLost() throws Exception {
    proxy.begin(FaultKind.ANSWERS_LOST);
    assertThatThrownBy(() -> caller.get("/")).isInstanceOf(IOException.class);
    assertThat(asked).hasPositiveValue();

    proxy.heal();
    assertThat(caller.get("/").ok()).isTrue();
  }

  @Test
  void whatIsStalledArrivesLater() throws Exception {
    proxy.begin(FaultKind.NETWORK_STALLED);
    CompletableFuture<Boolean> answered = CompletableFuture.supplyAsync(this::isAnswered);
    assertThatThrownBy(() -> answered.get(300, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
    assertThat(asked).hasValue(0);

    proxy.heal();
    assertThat(answered.get(20, TimeUnit.SECONDS)).isTrue();
  }

  private boolean isAnswered() {
    try {
      return caller.get("/").ok();
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
