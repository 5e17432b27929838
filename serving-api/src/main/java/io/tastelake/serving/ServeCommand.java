package io.tastelake.serving;

import io.tastelake.domain.time.Pause;
import io.tastelake.serving.http.HttpServer;
import io.tastelake.serving.http.Limits;
import io.tastelake.serving.interaction.InteractionsConfig;
import io.tastelake.serving.log.KafkaArguments;
import io.tastelake.serving.parity.ServedSamples;
import io.tastelake.serving.store.SealArguments;
import io.tastelake.serving.store.StoreArguments;
import io.tastelake.serving.store.StorePool;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of an instance on a cluster. */
@Command(
    name = "serving-api",
    mixinStandardHelpOptions = true,
    version = "serving-api 0.1.0",
    showDefaultValues = true,
    description =
        "Serves the HTTP API. Every option can be set by an environment variable instead.")
final class ServeCommand implements Callable<Integer> {

  private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);

  @Spec private CommandSpec command;

  @Option(
      names = "--host",
      defaultValue = "${env:TASTELAKE_HOST:-0.0.0.0}",
      description = "The address to listen on (TASTELAKE_HOST).")
  private String host;

  @Option(
      names = "--port",
      defaultValue = "${env:TASTELAKE_PORT:-8080}",
      description = "The port to listen on (TASTELAKE_PORT).")
  private int port;

  @Option(
      names = "--threads",
      defaultValue = "${env:TASTELAKE_THREADS:-128}",
      description = "Maximum concurrent requests; more get a 503 (TASTELAKE_THREADS).")
  private int threads;

  @Option(
      names = "--max-body-bytes",
      defaultValue = "${env:TASTELAKE_MAX_BODY_BYTES:-33554432}",
      description = "Maximum size of a request body (TASTELAKE_MAX_BODY_BYTES).")
  private long maxBodyBytes;

  @Option(
      names = "--cors-origin",
      split = ",",
      defaultValue = "${env:TASTELAKE_CORS_ORIGINS:-}",
      description =
          "Allowed origins for CORS, comma-separated regular expressions"
              + " (TASTELAKE_CORS_ORIGINS).")
  private Set<String> corsOrigins = Set.of();

  @Option(
      names = "--max-head-bytes",
      defaultValue = "${env:TASTELAKE_MAX_HEAD_BYTES:-16384}",
      description = "Maximum size of a request head (TASTELAKE_MAX_HEAD_BYTES).")
  private int maxHeadBytes;

  @Option(
      names = "--max-idle-seconds",
      defaultValue = "${env:TASTELAKE_MAX_IDLE_SECONDS:-10}",
      description = "How long a request may stall while it is sent (TASTELAKE_MAX_IDLE_SECONDS).")
  private int maxIdleSeconds;

  @Option(
      names = "--min-body-rate",
      defaultValue = "${env:TASTELAKE_MIN_BODY_RATE:-4096}",
      description =
          "Minimum bytes per second of a body, which may be five seconds behind"
              + " (TASTELAKE_MIN_BODY_RATE).")
  private long minBodyRate;

  @Option(
      names = "--max-body-seconds",
      defaultValue = "${env:TASTELAKE_MAX_BODY_SECONDS:-60}",
      description = "How long a body may take to arrive (TASTELAKE_MAX_BODY_SECONDS).")
  private int maxBodySeconds;

  @Option(
      names = "--max-connections",
      defaultValue = "${env:TASTELAKE_MAX_CONNECTIONS:-512}",
      description =
          "Maximum open connections from one client address; beyond it one of whoever has the"
              + " most is closed (TASTELAKE_MAX_CONNECTIONS).")
  private int maxConnections;

  @Option(
      names = "--max-total-connections",
      defaultValue = "${env:TASTELAKE_MAX_TOTAL_CONNECTIONS:-10000}",
      description =
          "Maximum open connections from all client addresses; beyond it one without a valid token"
              + " is closed (TASTELAKE_MAX_TOTAL_CONNECTIONS).")
  private int maxTotalConnections;

  @Option(
      names = "--proxy",
      split = ",",
      defaultValue = "${env:TASTELAKE_PROXIES:-}",
      description =
          "Addresses of reverse proxies whose X-Forwarded-For names the client, comma-separated,"
              + " such as 10.0.0.7 or 10.0.0.0/8. Without it all clients of a proxy share one"
              + " address (TASTELAKE_PROXIES).")
  private Set<String> proxies = Set.of();

  @Option(
      names = "--bodies-in-flight",
      showDefaultValue = Visibility.NEVER,
      defaultValue = "${env:TASTELAKE_BODIES_IN_FLIGHT:-0}",
      description =
          "Maximum bytes of all bodies in flight, at least one body; beyond it requests get"
              + " a 503. Default: 1/32 of the heap, at least 32 MiB"
              + " (TASTELAKE_BODIES_IN_FLIGHT).")
  private long bodiesInFlight;

  @Option(
      names = "--large-reads",
      showDefaultValue = Visibility.NEVER,
      defaultValue = "${env:TASTELAKE_LARGE_READS:-0}",
      description =
          "Memory shared by all reads of very long histories, in bytes. Default: 1/8 of the heap,"
              + " at least 64 MiB (TASTELAKE_LARGE_READS).")
  private long largeReads;

  @Option(
      names = "--max-rows",
      defaultValue = "${env:TASTELAKE_MAX_ROWS:-131072}",
      description = "Maximum interactions per body (TASTELAKE_MAX_ROWS).")
  private int maxRows;

  @Option(
      names = "--rows-per-second",
      defaultValue = "${env:TASTELAKE_ROWS_PER_SECOND:-50000}",
      description =
          "Rows per second that one account, or one frontend subject, may send to this instance"
              + " (TASTELAKE_ROWS_PER_SECOND).")
  private long rowsPerSecond;

  @Option(
      names = "--frontend-rows-per-second",
      defaultValue = "${env:TASTELAKE_FRONTEND_ROWS_PER_SECOND:-200000}",
      description =
          "Rows per second that all tokens of one frontend account may send to this instance"
              + " (TASTELAKE_FRONTEND_ROWS_PER_SECOND).")
  private long frontendRowsPerSecond;

  @Option(
      names = "--address-rows-per-second",
      defaultValue = "${env:TASTELAKE_ADDRESS_ROWS_PER_SECOND:-10000}",
      description =
          "Rows per second that all tokens of one frontend account may send to this instance from"
              + " one client address (TASTELAKE_ADDRESS_ROWS_PER_SECOND).")
  private long addressRowsPerSecond;

  @Option(
      names = "--idempotency-keys-per-day",
      defaultValue = "${env:TASTELAKE_IDEMPOTENCY_KEYS_PER_DAY:-1000000}",
      description =
          "Writes with an Idempotency-Key that one account may send to this instance in 24 hours,"
              + " and a hundredth of it from one client address of a frontend account"
              + " (TASTELAKE_IDEMPOTENCY_KEYS_PER_DAY).")
  private long keysPerDay;

  @Option(
      names = "--logins-per-minute",
      defaultValue = "${env:TASTELAKE_LOGINS_PER_MINUTE:-6000}",
      description =
          "How often one account may log in to this instance in a minute"
              + " (TASTELAKE_LOGINS_PER_MINUTE).")
  private long loginsPerMinute;

  @Option(
      names = "--address-logins-per-minute",
      defaultValue = "${env:TASTELAKE_ADDRESS_LOGINS_PER_MINUTE:-600}",
      description =
          "How often one account may log in to this instance in a minute from one client address"
              + " (TASTELAKE_ADDRESS_LOGINS_PER_MINUTE).")
  private long addressLoginsPerMinute;

  @Option(
      names = "--access-log",
      defaultValue = "${env:TASTELAKE_ACCESS_LOG:-false}",
      description =
          "Logs each request to the logger 'access': route, status and time, no path and no id"
              + " (TASTELAKE_ACCESS_LOG).")
  private boolean accessLog;

  @Option(
      names = "--served-sample-share",
      defaultValue = "${env:TASTELAKE_SERVED_SAMPLE_SHARE:-0.01}",
      description =
          "The share of served ratings and vectors, 0 to 1, that are noted for served-parity"
              + " (TASTELAKE_SERVED_SAMPLE_SHARE).")
  private double servedSampleShare;

  @Mixin private final MetricsOptions metrics = new MetricsOptions();

  @Mixin private final KafkaArguments kafka = new KafkaArguments();

  @Option(
      names = "--lake",
      required = true,
      defaultValue = "${env:TASTELAKE_LAKE}",
      description = "The lake's root, a URI (TASTELAKE_LAKE).")
  private URI lake;

  @Mixin private final StoreArguments store = new StoreArguments(System.getenv());
  @Mixin private final SealArguments sealing = new SealArguments();

  /**
   * What the options and the environment say.
   *
   * @throws ParameterException if it makes no sense
   */
  ServingConfig config() {
    corsOrigins.remove("");
    proxies.remove("");
    try {
      return checked();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }

  private ServingConfig checked() {
    StorePool.Settings online = store.settings();
    return ServingConfig.defaults(
            kafka.brokers(), lake, online.jdbcUrl(), online.user(), online.password())
        .withHttp(
            new HttpServer.Settings(
                host, port, threads, maxBodyBytes, corsOrigins, proxies, limits(), accessLog))
        .withMetrics(metrics.settings())
        .withSeal(sealing.seal())
        .withSamples(ServedSamples.Settings.of(servedSampleShare))
        .withLargeReads(largeReads > 0 ? largeReads : InteractionsConfig.defaultLargeReads());
  }

  private Limits limits() {
    return new Limits(
        maxHeadBytes,
        Limits.DEFAULT_HEAD_TIME,
        Duration.ofSeconds(maxIdleSeconds),
        minBodyRate,
        Duration.ofSeconds(maxBodySeconds),
        bodiesInFlight > 0 ? bodiesInFlight : Limits.defaultBodiesInFlight(),
        maxRows,
        new Limits.Open(maxConnections, maxTotalConnections),
        new Limits.Rates(
            rowsPerSecond,
            frontendRowsPerSecond,
            addressRowsPerSecond,
            keysPerDay,
            loginsPerMinute,
            addressLoginsPerMinute));
  }

  @Override
  public Integer call() throws InterruptedException {
    if (sealing.named().isEmpty()) {
      LOG.warn(SealArguments.UNSEALED);
    }
    ServingApi api = ServingApi.start(config());
    Pause stopped = new Pause();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  api.close();
                  stopped.close();
                },
                "stop"));
    System.out.println("ready " + api.uri());
    stopped.untilClosed();
    return 0;
  }
}
