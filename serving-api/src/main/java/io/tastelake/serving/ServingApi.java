package io.tastelake.serving;

import io.tastelake.domain.command.Arguments;
import io.tastelake.lake.taste.LakeItemFactors;
import io.tastelake.serving.account.Passwords;
import io.tastelake.serving.account.Provisioning;
import io.tastelake.serving.console.Console;
import io.tastelake.serving.decision.Decisions;
import io.tastelake.serving.decision.Forgets;
import io.tastelake.serving.deletion.Deletions;
import io.tastelake.serving.http.HttpServer;
import io.tastelake.serving.http.Route;
import io.tastelake.serving.interaction.Interactions;
import io.tastelake.serving.metrics.JobGauges;
import io.tastelake.serving.metrics.MeasuredLog;
import io.tastelake.serving.metrics.Metric;
import io.tastelake.serving.metrics.Metrics;
import io.tastelake.serving.metrics.MetricsServer;
import io.tastelake.serving.metrics.ParityGauges;
import io.tastelake.serving.outcome.ShownLists;
import io.tastelake.serving.parity.ServedSamples;
import io.tastelake.serving.store.QueuedWrites;
import io.tastelake.serving.store.StorePool;
import io.tastelake.store.NotedList;
import io.tastelake.store.OnlineStore;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** One instance of the API, serving. Instances share nothing but log, lake and online store. */
public final class ServingApi implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ServingApi.class);

  private final Deque<AutoCloseable> open;
  private final HttpServer server;
  private final Metrics metrics;
  private final Provisioning provisioning;
  private MetricsServer metricsServer;

  private ServingApi(
      Deque<AutoCloseable> open, HttpServer server, Metrics metrics, Provisioning provisioning) {
    this.open = open;
    this.metrics = metrics;
    this.server = server;
    this.provisioning = provisioning;
  }

  /** Serves as the command line or the environment says, until the process is told to stop. */
  public static void main(String[] arguments) {
    int exitCode = new CommandLine(new ServeCommand()).execute(Arguments.received(arguments));
    if (exitCode != 0) {
      System.exit(exitCode);
    }
  }

  /**
   * Connects to everything, brings the online store's schema up to date, and serves.
   *
   * @throws io.tastelake.log.LogMismatchException if log and lake do not belong together
   * @throws io.tastelake.log.LogUnavailableException if the log does not answer
   * @throws io.tastelake.lake.table.LakeMissingException if there is no lake
   * @throws io.tastelake.store.StoreException if the online store cannot be reached
   */
  public static ServingApi start(ServingConfig config) {
    Deque<AutoCloseable> open = new ArrayDeque<>();
    try {
      Metrics metrics = new Metrics();
      open.push(metrics);
      StorePool pool = StorePool.open(config.store(), metrics.registry());
      open.push(pool);
      OnlineStore store = pool.store();
      Interactions interactions =
          Interactions.open(config.interactions(), new Forgets(store)::beyond);
      open.push(interactions);
      InstanceGauges.show(metrics, interactions);
      BookGauges.show(metrics, interactions.books());
      JobGauges.show(metrics, store, Deletions.TASK, Clock.systemUTC());
      ParityGauges.show(metrics, store, Clock.systemUTC());
      MeasuredLog log = new MeasuredLog(interactions.eventLog(), metrics);
      ServingApi api =
          serve(
              config.http(),
              store,
              new Protection(config.seal(), new Passwords()),
              config.samples(),
              new Sources(
                  log,
                  interactions.histories(),
                  interactions.listings(),
                  interactions.newest(),
                  AnsweringParts.of(store, interactions, Clock.systemUTC()),
                  (model, rank) -> LakeItemFactors.read(config.interactions().lake(), model, rank),
                  () -> InstanceGauges.flow(interactions),
                  log::acknowledged,
                  interactions.books()::of),
              metrics,
              Clock.systemUTC(),
              open);
      api.serveMetrics(config.metrics());
      return api;
    } catch (RuntimeException e) {
      closeAll(open);
      throw e;
    }
  }

  /**
   * Serves over the given parts.
   *
   * @param protection of what is secret in the store
   * @param sampling how much of what is served is noted
   * @param open what is closed, last first, after the server
   */
  static ServingApi serve(
      HttpServer.Settings http,
      OnlineStore store,
      Protection protection,
      ServedSamples.Settings sampling,
      Sources sources,
      Metrics metrics,
      Clock clock,
      Deque<AutoCloseable> open) {
    Decisions decisions = new Decisions(store, sources.log());
    open.push(decisions);
    ServedSamples samples =
        new ServedSamples(store, sampling, clock, () -> ThreadLocalRandom.current().nextDouble());
    open.push(samples);
    metrics.counter(Metric.SERVED_SAMPLES, samples::written, "written");
    metrics.counter(Metric.SERVED_SAMPLES, samples::dropped, "dropped");
    QueuedWrites<NotedList> notes = ShownLists.queue(store);
    open.push(notes);
    metrics.counter(Metric.SHOWN_LISTS, notes::written, "written");
    metrics.counter(Metric.SHOWN_LISTS, notes::dropped, "dropped");
    Wiring assembly =
        new Wiring(
            store, protection, decisions, http.limits(), samples, notes, clock, new SecureRandom());
    Console console = assembly.console();
    HttpServer server =
        HttpServer.start(
            http,
            assembly.callers(),
            assembly.writeKeys(),
            assembly.refused(),
            metrics,
            assembly.endpoints(sources),
            console.pages());
    console.at(server.uri());
    open.push(server);
    metrics.gauge(Metric.READY, () -> sources.failure().get().isPresent() ? 0 : 1);
    LOG.info("Serving on {}", server.uri());
    return new ServingApi(open, server, metrics, assembly.provisioning());
  }

  private void serveMetrics(Optional<MetricsServer.Settings> settings) {
    settings.ifPresent(
        where -> {
          metricsServer = MetricsServer.start(where, metrics);
          open.push(metricsServer);
          LOG.info("Serving metrics on {}", metricsServer.uri());
        });
  }

  /** What this instance measures, for who has more to show. */
  public Metrics measured() {
    return metrics;
  }

  /** Where Prometheus finds its metrics, if they are served. */
  public Optional<URI> metrics() {
    return Optional.ofNullable(metricsServer).map(MetricsServer::uri);
  }

  /** Where it listens. */
  public URI uri() {
    return server.uri();
  }

  /** All that it serves. */
  List<Route> routes() {
    return server.routes();
  }

  /** Makes tenants, which no public endpoint does. */
  public Provisioning provisioning() {
    return provisioning;
  }

  /** Finishes the requests at hand, takes no others, and lets go of everything. */
  @Override
  public void close() {
    closeAll(open);
  }

  private static void closeAll(Deque<AutoCloseable> open) {
    while (!open.isEmpty()) {
      AutoCloseable part = open.pop();
      try {
        part.close();
      } catch (Exception e) {
        LOG.warn("Closing {} failed", part, e);
      }
    }
  }
}
