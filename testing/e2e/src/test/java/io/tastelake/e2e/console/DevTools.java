package io.tastelake.e2e.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/** A connection to one tab by the protocol that browsers offer to developers' tools. */
final class DevTools implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int TIMEOUT_SECONDS = 60;

  private final AtomicInteger last = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
  private final BiConsumer<String, JsonNode> events;
  private final WebSocket socket;

  /**
   * Connects to a tab.
   *
   * @param events takes what happens there: the event's name and its parameters
   */
  DevTools(URI tab, BiConsumer<String, JsonNode> events) {
    this.events = events;
    this.socket =
        HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(tab, new Messages()).join();
  }

  /** Puts messages together, which come in parts. */
  private final class Messages implements WebSocket.Listener {

    private final StringBuilder message = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean isLast) {
      message.append(part);
      if (isLast) {
        take(message.toString());
        message.setLength(0);
      }
      from.request(1);
      return null;
    }
  }

  private void take(String text) {
    try {
      JsonNode message = JSON.readTree(text);
      if (message.has("id")) {
        asked.remove(message.path("id").asInt()).complete(message);
      } else {
        events.accept(message.path("method").asText(), message.path("params"));
      }
    } catch (IOException e) {
      throw new IllegalStateException(text, e);
    }
  }

  /** Asks for something and waits for the result. */
  JsonNode ask(String method, Map<String, Object> parameters) {
    int id = last.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    asked.put(id, answer);
    String request =
        JSON.valueToTree(Map.of("id", id, "method", method, "params", parameters)).toString();
    socket.sendText(request, true).join();
    JsonNode answered = answer.orTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS).join();
    if (answered.has("error")) {
      throw new AssertionError(method + ": " + answered.path("error"));
    }
    return answered.path("result");
  }

  @Override
  public void close() {
    socket.abort();
  }
}
