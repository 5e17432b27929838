package io.tastelake.standalone.cli;

import io.tastelake.standalone.DataFolder;
import io.tastelake.standalone.Standalone;
import io.tastelake.standalone.StandaloneConfig;
import io.tastelake.standalone.demo.Demo;
import io.tastelake.standalone.demo.DemoInput;
import io.tastelake.standalone.demo.DemoInputs;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Starts everything and shows it at work. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Starts everything, loads interactions over HTTP, reads them back, counts them in the lake,"
            + " and keeps running until Ctrl-C.")
final class DemoCommand implements Callable<Integer> {

  @Mixin private DataOption data;
  @Mixin private PortOption port;
  @Mixin private MaintenanceOptions maintenance;
  @ArgGroup private Source source = new Source();

  @Spec private CommandSpec spec;

  @Option(
      names = "--exit",
      description = "Stop when done: exit code 0 if all counts agree, else 1.")
  private boolean exit;

  /** A file, or a shop of some size. */
  static final class Source {
    @Option(
        names = "--input",
        paramLabel = "FILE",
        description = "Load this CSV file (userId, itemId or movieId, timestamp, ...) instead.")
    private Path file;

    @Option(
        names = "--interactions",
        paramLabel = "N",
        defaultValue = "100000",
        description = "Number of interactions of the made-up shop (default: 100000).")
    private long interactions = 100_000;
  }

  private final PrintStream out = System.out;
  private final Clock clock = Clock.systemUTC();

  @Override
  public Integer call() throws Exception {
    if (source.interactions < 1) {
      throw new ParameterException(
          spec.commandLine(),
          "--interactions is " + source.interactions + ": it must be at least 1.");
    }
    DemoInput input =
        source.file == null
            ? DemoInputs.shop(source.interactions, clock)
            : DemoInputs.csv(source.file);
    DataFolder folder = data.open();
    StandaloneConfig config =
        StandaloneConfig.defaults(folder)
            .withPort(port.port())
            .withMaintenance(maintenance.config().withoutFirstModels());
    return new Termination().guard(() -> run(config, input));
  }

  private int run(StandaloneConfig config, DemoInput input) throws Exception {
    Instant start = clock.instant();
    out.println("Starting PostgreSQL, Kafka, Flink and the API on " + config.folder());
    try (Standalone standalone = Standalone.start(config)) {
      double seconds = Duration.between(start, clock.instant()).toMillis() / 1000.0;
      out.printf(Locale.ROOT, "  ready after %.1f s: %s%n", seconds, standalone.api());
      boolean agree = new Demo(standalone, out, clock).run(input);
      if (exit) {
        out.println("Stopping; ./tastelake up --data " + config.folder() + " starts it again.");
        return agree ? 0 : 1;
      }
      out.println("Running until Ctrl-C, or ./tastelake stop --data " + config.folder());
      Termination.await();
      return 0;
    }
  }
}
