package io.tastelake.standalone.cli;

import io.tastelake.standalone.DataFolder;
import io.tastelake.standalone.FolderLock;
import io.tastelake.standalone.PostgresServer;
import io.tastelake.standalone.StandaloneException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Stops the standalone that runs on a folder, and waits until it has. */
@Command(
    name = "stop",
    mixinStandardHelpOptions = true,
    description = "Stops Tastelake on a data folder; returns when it has stopped.")
final class StopCommand implements Callable<Integer> {

  private static final int TIMEOUT_SECONDS = 60;

  @Spec private CommandSpec spec;
  @Mixin private DataOption data;

  @Override
  public Integer call() throws Exception {
    DataFolder folder = data.folder();
    Optional<ProcessHandle> holder = FolderLock.holder(folder);
    PrintWriter out = spec.commandLine().getOut();
    if (holder.isEmpty()) {
      out.println(
          stopLeftBehind(folder)
              ? "stopped PostgreSQL, left running by a kill, on " + folder
              : "not running on " + folder);
      return 0;
    }
    ProcessHandle process = holder.get();
    process.destroy();
    try {
      process.onExit().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new StandaloneException(
          "Process " + process.pid() + " has not exited.",
          "It was asked " + TIMEOUT_SECONDS + " seconds ago.",
          "Look into " + folder.logs() + "; kill -9 " + process.pid() + " loses nothing.",
          e);
    }
    stopLeftBehind(folder);
    out.println("stopped process " + process.pid());
    return 0;
  }

  /** Looks before it takes the folder, so that asking leaves nothing behind. */
  private static boolean stopLeftBehind(DataFolder folder) {
    if (!PostgresServer.runsOn(folder.postgres())) {
      return false;
    }
    FolderLock lock = FolderLock.take(folder);
    try {
      return PostgresServer.stopLeftBehind(folder.postgres());
    } finally {
      lock.close();
    }
  }
}
