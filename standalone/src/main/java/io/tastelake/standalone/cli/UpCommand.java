package io.tastelake.standalone.cli;

import io.tastelake.serving.http.HttpServer;
import io.tastelake.standalone.DataFolder;
import io.tastelake.standalone.Standalone;
import io.tastelake.standalone.StandaloneConfig;
import java.io.PrintWriter;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs everything on a data folder until it is told to stop. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Starts everything on a data folder; prints 'ready URL' when requests are served;"
            + " stops on SIGTERM or Ctrl-C.")
final class UpCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private DataOption data;
  @Mixin private PortOption port;
  @Mixin private MaintenanceOptions maintenance;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description =
          "The address that the API listens on (default: 127.0.0.1). Others than loopback's reach it"
              + " without TLS.")
  private String host;

  @Option(
      names = "--cors-origin",
      paramLabel = "REGEX",
      split = ",",
      defaultValue = "${env:TASTELAKE_CORS_ORIGINS}",
      description =
          "Origins whose pages may call the API, as regular expressions, instead of loopback's"
              + " (TASTELAKE_CORS_ORIGINS); none: ''.")
  private Set<String> corsOrigins;

  @Option(
      names = "--flush-each-append",
      description = "fsync each append: survives power loss, but is slower.")
  private boolean flushEachAppend;

  @Option(
      names = "--rows-per-second",
      defaultValue = "50000",
      showDefaultValue = Visibility.ALWAYS,
      description = "Rows per second that one account, or one frontend subject, may send.")
  private long rowsPerSecond;

  @Option(
      names = "--access-log",
      description = "Logs each request to logs/access.log: route, status and time, no path, no id.")
  private boolean accessLog;

  @Option(
      names = "--metrics-port",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "The port of 127.0.0.1 on which Prometheus finds /metrics of all parts (default: a free"
              + " one, which access.json names).")
  private int metricsPort;

  @Override
  public Integer call() throws Exception {
    Set<String> origins = origins();
    DataFolder folder = data.open();
    StandaloneConfig config =
        StandaloneConfig.defaults(folder)
            .withHost(host)
            .withPort(port.port())
            .withMetricsPort(metricsPort)
            .withCorsOrigins(origins)
            .withRowsPerSecond(rowsPerSecond)
            .withMaintenance(maintenance.config());
    StandaloneConfig logged = accessLog ? config.withAccessLog() : config;
    return new Termination().guard(() -> run(flushEachAppend ? logged.flushed() : logged));
  }

  private Set<String> origins() {
    if (corsOrigins == null) {
      return HttpServer.Settings.loopbackOrigins();
    }
    Set<String> given = new HashSet<>(corsOrigins);
    given.remove("");
    for (String origin : given) {
      requireExpression(origin);
    }
    return given;
  }

  private void requireExpression(String origin) {
    try {
      Pattern.compile(origin);
    } catch (PatternSyntaxException e) {
      throw new ParameterException(
          spec.commandLine(),
          "--cors-origin "
              + origin
              + " is no regular expression: give one such as https://shop\\.example.",
          e);
    }
  }

  private int run(StandaloneConfig config) throws Exception {
    PrintWriter progress = spec.commandLine().getErr();
    progress.println("Starting PostgreSQL, Kafka, Flink and the API on " + config.folder());
    progress.flush();
    long began = System.nanoTime();
    Consumer<String> started =
        part -> {
          double seconds = (System.nanoTime() - began) / 1e9;
          progress.printf(Locale.ROOT, "  %-10s after %4.1f s%n", part, seconds);
          progress.flush();
        };
    try (Standalone standalone = Standalone.start(config, started)) {
      PrintWriter out = spec.commandLine().getOut();
      out.println("ready " + standalone.api());
      out.print(FirstSteps.on(config.folder(), standalone.api()));
      out.flush();
      Termination.await();
      return 0;
    }
  }
}
