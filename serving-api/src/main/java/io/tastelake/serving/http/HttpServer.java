package io.tastelake.serving.http;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.CrossOriginHandler;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Endpoints behind a port. */
public final class HttpServer implements AutoCloseable {

  private static final Set<String> CROSS_ORIGIN_HEADERS =
      Set.of("authorization", "content-type", "accept", "user-agent", "idempotency-key");
  private static final Set<String> CROSS_ORIGIN_METHODS = Set.of("GET", "POST", "PUT", "DELETE");
  private static final Duration GRACE = Duration.ofSeconds(10);

  /**
   * How the server listens.
   *
   * @param host the address it listens on
   * @param port 0 for any free one
   * @param threads how many requests are served at once
   * @param maxBodyBytes the largest body taken
   * @param corsOrigins regular expressions of the origins whose pages may call; empty for none
   */
  public record Settings(
      String host, int port, int threads, long maxBodyBytes, Set<String> corsOrigins) {

    public Settings {
      corsOrigins = Set.copyOf(corsOrigins);
    }

    /** Port 8080 of the loopback interface, 128 requests at once, bodies of 32 MiB, no origins. */
    public static Settings defaults() {
      return new Settings("127.0.0.1", 8080, 128, 32L << 20, Set.of());
    }

    public Settings withPort(int port) {
      return new Settings(host, port, threads, maxBodyBytes, corsOrigins);
    }

    public Settings withMaxBodyBytes(long bytes) {
      return new Settings(host, port, threads, bytes, corsOrigins);
    }

    public Settings withCorsOrigins(Set<String> origins) {
      return new Settings(host, port, threads, maxBodyBytes, origins);
    }
  }

  private final Javalin javalin;
  private final URI uri;
  private final List<Route> routes;

  private HttpServer(Javalin javalin, URI uri, List<Route> routes) {
    this.javalin = javalin;
    this.uri = uri;
    this.routes = routes;
  }

  /** Serves {@code endpoints} until it is closed. */
  public static HttpServer start(Settings settings, Callers callers, List<Endpoint> endpoints) {
    BodyLimit limit = new BodyLimit(settings.maxBodyBytes());
    Javalin javalin =
        Javalin.create(
            config -> {
              configure(config, settings);
              new ErrorResponses(limit).registerWith(config.routes);
              endpoints.forEach(endpoint -> add(config.routes, endpoint, callers, limit));
            });
    javalin.start(settings.host(), settings.port());
    URI uri = URI.create("http://" + settings.host() + ":" + javalin.port());
    return new HttpServer(javalin, uri, endpoints.stream().map(Endpoint::route).toList());
  }

  /** Where it listens. */
  public URI uri() {
    return uri;
  }

  /** All that it serves. */
  public List<Route> routes() {
    return routes;
  }

  /** Takes no new requests and finishes those that it has, for ten seconds at most. */
  @Override
  public void close() {
    javalin.stop();
  }

  private static void add(
      RoutesConfig routes, Endpoint endpoint, Callers callers, BodyLimit limit) {
    Route route = endpoint.route();
    routes.addHttpHandler(
        route.method(),
        route.path(),
        context -> endpoint.answer(new Call(context, limit, caller(context, route, callers))));
  }

  private static Caller caller(Context context, Route route, Callers callers) {
    if (route.roles().isEmpty()) {
      return null;
    }
    Caller caller = callers.of(context.header("Authorization"));
    caller.requireOneOf(route.roles());
    return caller;
  }

  private static void configure(JavalinConfig config, Settings settings) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.defaultContentType = "application/json";
    config.http.prefer405over404 = true;
    config.http.compressionStrategy = CompressionStrategy.NONE;
    config.router.javaLangErrorHandler(ErrorResponses::answerFailure);
    QueuedThreadPool threads = new QueuedThreadPool(settings.threads());
    threads.setName("http");
    config.jetty.threadPool = threads;
    config.jetty.modifyServer(server -> configure(server, settings));
  }

  private static void configure(Server server, Settings settings) {
    server.setErrorHandler(new ServerErrors());
    server.setStopTimeout(GRACE.toMillis());
    server.insertHandler(new CanonicalPaths());
    if (!settings.corsOrigins().isEmpty()) {
      CrossOriginHandler crossOrigin = new CrossOriginHandler();
      crossOrigin.setAllowedOriginPatterns(settings.corsOrigins());
      crossOrigin.setAllowedHeaders(CROSS_ORIGIN_HEADERS);
      crossOrigin.setAllowedMethods(CROSS_ORIGIN_METHODS);
      crossOrigin.setDeliverPreflightRequests(false);
      server.insertHandler(crossOrigin);
    }
    server.insertHandler(new GracefulHandler());
  }
}
