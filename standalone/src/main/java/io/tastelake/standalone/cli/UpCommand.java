package io.tastelake.standalone.cli;

import io.tastelake.standalone.DataFolder;
import io.tastelake.standalone.Standalone;
import io.tastelake.standalone.StandaloneConfig;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
      names = "--flush-each-append",
      description = "fsync each append: survives power loss, but is slower.")
  private boolean flushEachAppend;

  @Option(
      names = "--rows-per-second",
      defaultValue = "50000",
      showDefaultValue = Visibility.ALWAYS,
      description = "Rows per second that one account, or one frontend subject, may send.")
  private long rowsPerSecond;

  @Override
  public Integer call() throws Exception {
    DataFolder folder = data.open();
    StandaloneConfig config =
        StandaloneConfig.defaults(folder)
            .withPort(port.port())
            .withRowsPerSecond(rowsPerSecond)
            .withMaintenance(maintenance.config());
    return new Termination().guard(() -> run(flushEachAppend ? config.flushed() : config));
  }

  private int run(StandaloneConfig config) throws Exception {
    try (Standalone standalone = Standalone.start(config)) {
      spec.commandLine().getOut().println("ready " + standalone.api());
      spec.commandLine().getOut().flush();
      Termination.await();
      return 0;
    }
  }
}
