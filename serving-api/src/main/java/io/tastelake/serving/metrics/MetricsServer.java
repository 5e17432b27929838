package io.tastelake.serving.metrics;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /metrics} on a port of its own, so that who may look is decided by the network, or by
 * a token where others share the network. Nothing else is served there.
 */
public final class MetricsServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(MetricsServer.class);
  private static final int MAX_CONNECTIONS = 64;
  private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(10);
  private static final String PATH = "/metrics";
  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private final Server server;
  private final URI uri;

  /**
   * Where the server listens.
   *
   * @param host the address, such as the loopback interface's
   * @param port 0 for any free one
   * @param token what a request must show; without one, whoever reaches the port may look, but for
   *     pages of browsers
   */
  public record Settings(String host, int port, Optional<String> token) {

    /** A free port of the loopback interface. */
    public static Settings defaults() {
      return new Settings("127.0.0.1", 0, Optional.empty());
    }

    public Settings withToken(String shown) {
      return new Settings(host, port, Optional.of(shown));
    }
  }

  private MetricsServer(Server server, URI uri) {
    this.server = server;
    this.uri = uri;
  }

  /**
   * Serves {@code metrics} until it is closed.
   *
   * @throws IllegalStateException if the port is taken
   */
  public static MetricsServer start(Settings settings, Metrics metrics) {
    QueuedThreadPool threads = new QueuedThreadPool(8, 1);
    threads.setName("metrics");
    threads.setDaemon(true);
    Server server = new Server(threads);
    ServerConnector connector = new ServerConnector(server, 1, 1);
    connector.setHost(settings.host());
    connector.setPort(settings.port());
    connector.setIdleTimeout(IDLE_TIMEOUT.toMillis());
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(MAX_CONNECTIONS, server));
    server.setHandler(new Page(MetricsVisitors.of(settings), metrics));
    try {
      server.start();
    } catch (Exception e) {
      throw new IllegalStateException(
          "Metrics cannot be served on %s:%d (%s): choose another --metrics-port, or -1 for none."
              .formatted(settings.host(), settings.port(), e.getMessage()),
          e);
    }
    return new MetricsServer(
        server, URI.create("http://" + settings.host() + ":" + connector.getLocalPort() + PATH));
  }

  /** Where Prometheus looks. */
  public URI uri() {
    return uri;
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      LOG.warn("The server of metrics did not stop.", e);
    }
  }

  private static final class Page extends Handler.Abstract {

    private final MetricsVisitors visitors;
    private final Metrics metrics;

    Page(MetricsVisitors visitors, Metrics metrics) {
      this.visitors = visitors;
      this.metrics = metrics;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      if (!request.getHttpURI().getPath().equals(PATH)) {
        Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
      } else if (!HttpMethod.GET.is(request.getMethod())) {
        Response.writeError(request, response, callback, HttpStatus.METHOD_NOT_ALLOWED_405);
      } else if (!visitors.mayLook(request)) {
        Response.writeError(request, response, callback, HttpStatus.FORBIDDEN_403);
      } else {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, TEXT);
        response.write(
            true, ByteBuffer.wrap(metrics.scrape().getBytes(StandardCharsets.UTF_8)), callback);
      }
      return true;
    }
  }
}
