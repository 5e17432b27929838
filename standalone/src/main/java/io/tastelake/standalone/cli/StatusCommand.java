package io.tastelake.standalone.cli;

import io.tastelake.standalone.AccessFile;
import io.tastelake.standalone.DataFolder;
import io.tastelake.standalone.FolderLock;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says whether a standalone runs on a folder: exit code 0 if so, else 1. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Says whether Tastelake runs on a data folder (exit code 0) or not (1).")
final class StatusCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private DataOption data;

  @Override
  public Integer call() {
    DataFolder folder = data.folder();
    Optional<ProcessHandle> holder = FolderLock.holder(folder);
    PrintWriter out = spec.commandLine().getOut();
    if (holder.isEmpty()) {
      out.println("not running on " + folder);
      return 1;
    }
    out.println("running on " + folder + " as process " + holder.get().pid());
    new AccessFile(folder)
        .read()
        .ifPresent(
            access -> {
              out.println("  API    " + access.api());
              out.println("  Flink  " + access.flink());
            });
    return 0;
  }
}
