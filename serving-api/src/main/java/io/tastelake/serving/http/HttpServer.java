package io.tastelake.serving.http;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.HandlerType;
import io.tastelake.serving.metrics.Metrics;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.CrossOriginHandler;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Endpoints behind a port. */
public final class HttpServer implements AutoCloseable {

  private static final Set<String> CROSS_ORIGIN_HEADERS =
      Set.of("authorization", "content-type", "accept", "user-agent", "idempotency-key");
  private static final Set<String> CROSS_ORIGIN_METHODS =
      Set.of("GET", "POST", "PUT", "PATCH", "DELETE");

  /** What a page may read of an answer, beside its body: every header, since no cookie is taken. */
  private static final Set<String> CROSS_ORIGIN_EXPOSED = Set.of("*", "retry-after");

  private static final Duration GRACE = Duration.ofSeconds(10);

  /** A proxy that ends lines elsewhere would see other requests than this server. */
  private static final HttpCompliance LINES_END_WITH_CRLF =
      HttpCompliance.RFC9110.without(
          "RFC9110_CRLF",
          HttpCompliance.Violation.LF_HEADER_TERMINATION,
          HttpCompliance.Violation.LF_CHUNK_TERMINATION);

  /** Threads beside those that serve: for connections, and for refusing what is too much. */
  private static final int FURTHER_THREADS = 16;

  /**
   * How the server listens.
   *
   * @param host the address it listens on
   * @param port 0 for any free one
   * @param threads how many requests are served at once; others are refused
   * @param maxBodyBytes the largest body taken
   * @param proxies addresses, or ranges of them, of proxies whose {@code X-Forwarded-For} counts
   * @param corsOrigins regular expressions of the origins whose pages may call; empty for none
   * @param limits what else bounds what it takes on
   * @param accessLog whether each request is logged
   */
  public record Settings(
      String host,
      int port,
      int threads,
      long maxBodyBytes,
      Set<String> corsOrigins,
      Set<String> proxies,
      Limits limits,
      boolean accessLog) {

    public Settings {
      proxies = Set.copyOf(proxies);
      proxies.forEach(AddressRange::parse);
      corsOrigins = Set.copyOf(corsOrigins);
    }

    /** Pages that this machine itself serves, by whatever port. */
    public static Set<String> loopbackOrigins() {
      return Set.of("https?://(localhost|127\\.0\\.0\\.1|\\[::1\\])(:\\d{1,5})?");
    }

    /** Port 8080 of the loopback interface, 128 requests at once, bodies of 32 MiB, no origins. */
    public static Settings defaults() {
      return new Settings(
          "127.0.0.1", 8080, 128, 32L << 20, Set.of(), Set.of(), Limits.defaults(), false);
    }

    public Settings withHost(String host) {
      return new Settings(
          host, port, threads, maxBodyBytes, corsOrigins, proxies, limits, accessLog);
    }

    public Settings withPort(int port) {
      return new Settings(
          host, port, threads, maxBodyBytes, corsOrigins, proxies, limits, accessLog);
    }

    public Settings withThreads(int threads) {
      return new Settings(
          host, port, threads, maxBodyBytes, corsOrigins, proxies, limits, accessLog);
    }

    public Settings withMaxBodyBytes(long bytes) {
      return new Settings(host, port, threads, bytes, corsOrigins, proxies, limits, accessLog);
    }

    public Settings withCorsOrigins(Set<String> origins) {
      return new Settings(host, port, threads, maxBodyBytes, origins, proxies, limits, accessLog);
    }

    public Settings withProxies(Set<String> trusted) {
      return new Settings(
          host, port, threads, maxBodyBytes, corsOrigins, trusted, limits, accessLog);
    }

    /** The same with each request in the access log. */
    public Settings withAccessLog() {
      return new Settings(host, port, threads, maxBodyBytes, corsOrigins, proxies, limits, true);
    }

    public Settings withLimits(Limits limits) {
      return new Settings(
          host, port, threads, maxBodyBytes, corsOrigins, proxies, limits, accessLog);
    }
  }

  private final Javalin javalin;
  private final Rejections rejections;
  private final URI uri;
  private final List<Route> routes;

  private HttpServer(Javalin javalin, Rejections rejections, URI uri, List<Route> routes) {
    this.javalin = javalin;
    this.rejections = rejections;
    this.uri = uri;
    this.routes = routes;
  }

  /**
   * Serves {@code endpoints} and {@code pages} until it is closed.
   *
   * @param refused takes note of writes that are refused
   */
  public static HttpServer start(
      Settings settings,
      Callers callers,
      WriteKeys keys,
      RefusedWrites refused,
      Metrics metrics,
      List<Endpoint> endpoints,
      List<Page> pages) {
    ClientAddresses addresses = new ClientAddresses(settings.proxies());
    Connections connections = new Connections(addresses, settings.limits().connections());
    Gate gate = Gate.of(new Clients(addresses, connections), callers, keys, settings);
    List<Route> routes = endpoints.stream().map(Endpoint::route).toList();
    Rejections rejections = new Rejections();
    Javalin javalin =
        Javalin.create(
            config -> {
              configure(config, settings);
              HeadDeadline heads = new HeadDeadline(settings.limits().headTime());
              config.jetty.modifyServer(
                  server -> {
                    server.insertHandler(PackedAnswers.handler());
                    server.insertHandler(connections.watch());
                    taking(settings, routes, pages, rejections).forEach(server::insertHandler);
                    configure(server, settings, metrics);
                    server.insertHandler(heads);
                  });
              config.jetty.addConnector(
                  (server, http) ->
                      connector(server, http, settings, List.of(connections, heads.connections())));
              new ErrorResponses(metrics, refused).registerWith(config.routes);
              for (Page page : pages) {
                config.routes.addHttpHandler(
                    page.method(), page.path(), new PageHandler(page, gate));
              }
              for (Endpoint endpoint : endpoints) {
                Route route = endpoint.route();
                EndpointHandler handler = new EndpointHandler(endpoint, gate);
                config.routes.addHttpHandler(
                    route.method(),
                    route.path(),
                    route.token() == Route.Token.BODY
                        ? new BeaconHandler(handler, callers, gate.bodies(), rejections)
                        : handler);
              }
            });
    javalin.start();
    URI uri = URI.create("http://" + settings.host() + ":" + javalin.port());
    return new HttpServer(javalin, rejections, uri, routes);
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
    rejections.close();
  }

  private static void configure(JavalinConfig config, Settings settings) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.defaultContentType = "application/json";
    config.http.prefer405over404 = true;
    config.http.compressionStrategy = CompressionStrategy.NONE;
    config.router.javaLangErrorHandler(ErrorResponses::answerFailure);
    QueuedThreadPool threads =
        new QueuedThreadPool(settings.threads() + 2 * Gate.LOGINS + FURTHER_THREADS);
    threads.setName("http");
    config.jetty.threadPool = threads;
    config.jetty.modifyHttpConfiguration(http -> configure(http, settings.limits()));
  }

  private static void configure(HttpConfiguration http, Limits limits) {
    http.setHttpCompliance(LINES_END_WITH_CRLF);
    http.setRequestHeaderSize(limits.headBytes());
    http.setIdleTimeout(limits.idle().toMillis());
  }

  private static ServerConnector connector(
      Server server,
      HttpConfiguration http,
      Settings settings,
      List<Connection.Listener> listeners) {
    ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setHost(settings.host());
    connector.setPort(settings.port());
    connector.setIdleTimeout(settings.limits().headTime().toMillis());
    listeners.forEach(connector::addEventListener);
    return connector;
  }

  /** Where bodies come without a token. */
  private static Set<String> openBodies(List<Route> routes, List<Page> pages) {
    return Stream.concat(
            routes.stream()
                .filter(route -> route.roles().isEmpty() && !route.method().equals(HandlerType.GET))
                .map(Route::path),
            pages.stream().filter(page -> page.sent() == Page.Sent.FORM).map(Page::path))
        .collect(Collectors.toSet());
  }

  private static List<OpenBodies> taking(
      Settings settings, List<Route> routes, List<Page> pages, Rejections rejections) {
    Duration time = settings.limits().idle();
    return List.of(
        OpenBodies.ofLogins(openBodies(routes, pages), time),
        OpenBodies.ofBeacons(
            beacons(routes), time, refusal -> rejections.count(Optional.empty(), refusal)));
  }

  private static Set<String> beacons(List<Route> routes) {
    return routes.stream()
        .filter(route -> route.token() == Route.Token.BODY)
        .map(Route::path)
        .collect(Collectors.toSet());
  }

  private static void configure(Server server, Settings settings, Metrics metrics) {
    server.setErrorHandler(new ServerErrors());
    server.setStopTimeout(GRACE.toMillis());
    server.insertHandler(new FaultyFraming());
    server.insertHandler(new CanonicalPaths());
    server.insertHandler(new LingeringClose(2 * settings.maxBodyBytes()));
    if (!settings.corsOrigins().isEmpty()) {
      CrossOriginHandler crossOrigin = new CrossOriginHandler();
      crossOrigin.setAllowedOriginPatterns(settings.corsOrigins());
      crossOrigin.setAllowedHeaders(CROSS_ORIGIN_HEADERS);
      crossOrigin.setAllowedMethods(CROSS_ORIGIN_METHODS);
      crossOrigin.setExposedHeaders(CROSS_ORIGIN_EXPOSED);
      crossOrigin.setAllowCredentials(false);
      crossOrigin.setDeliverPreflightRequests(false);
      server.insertHandler(crossOrigin);
    }
    server.insertHandler(new SafeHeaders());
    server.insertHandler(new GracefulHandler());
    server.insertHandler(
        new RequestWatch(metrics, settings.accessLog() ? AccessLog.ON : AccessLog.OFF));
  }
}
