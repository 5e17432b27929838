package io.tastelake.standalone.cli;

import io.tastelake.standalone.Access;
import io.tastelake.standalone.AccessFile;
import io.tastelake.standalone.DataFolder;
import io.tastelake.standalone.FolderLock;
import io.tastelake.standalone.RefusedUsers;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says whether a standalone runs on a folder: exit code 0 if all parts do, else 1. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description =
        "Shows whether all parts of Tastelake run on a data folder (exit code 0), or which do not"
            + " (1).")
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
    String running = "running on " + folder + " as process " + holder.get().pid();
    Optional<Access> access = new AccessFile(folder).read().filter(known -> known.api() != null);
    if (access.isEmpty()) {
      out.println(running + ", starting for the first time");
      return 1;
    }
    List<Part> parts = Parts.of(folder, access.get());
    boolean allRun = parts.stream().allMatch(part -> part.down().isEmpty());
    out.println(running + (allRun ? "" : ", but not everything is up:"));
    parts.forEach(out::println);
    RefusedUsers.of(folder).forEach(refused -> out.println("  " + refused));
    return allRun ? 0 : 1;
  }
}
