package io.tastelake.e2e.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A shop's own web server, another origin than the API's: its page reports here how it went. */
final class ShopPage implements AutoCloseable {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String DOCUMENT =
      """
      <!doctype html>
      <html lang="en"><meta charset="utf-8"><title>Shop</title>
      <link rel="icon" href="data:,">
      <script type="module" src="/page.js"></script></html>
      """;

  private final HttpServer server;
  private final CompletableFuture<JsonNode> report = new CompletableFuture<>();

  private ShopPage(HttpServer server) {
    this.server = server;
  }

  /**
   * Serves a page.
   *
   * @param script its module
   * @param settings what that may ask for
   */
  static ShopPage serve(String script, Map<String, String> settings) throws IOException {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    ShopPage page = new ShopPage(HttpServer.create(address, 0));
    page.serve("/", "text/html; charset=utf-8", DOCUMENT);
    page.serve("/page.js", "text/javascript; charset=utf-8", script);
    page.serve("/settings", "application/json", MAPPER.writeValueAsString(settings));
    page.server.createContext("/report", page::takeReport);
    page.server.start();
    return page;
  }

  private void serve(String path, String type, String content) {
    server.createContext(path, exchange -> answer(exchange, type, content));
  }

  private void takeReport(HttpExchange exchange) throws IOException {
    report.complete(MAPPER.readTree(exchange.getRequestBody()));
    answer(exchange, "text/plain", "");
  }

  private static void answer(HttpExchange exchange, String type, String content)
      throws IOException {
    try (exchange) {
      byte[] bytes = content.getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  URI address() {
    return URI.create("http://localhost:" + server.getAddress().getPort() + "/");
  }

  /** What the page reported. */
  JsonNode report(Duration atMost) throws InterruptedException, TimeoutException {
    try {
      return report.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
