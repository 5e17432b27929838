package io.tastelake.standalone.job;

import io.tastelake.standalone.DataFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Batch jobs that run on a folder now, whoever started them with the launcher. */
public final class RunningJobs {

  private static final String MAIN = "io.tastelake.batch.Main";

  /** How the launcher says in a job's own command which folder it works on. */
  private static final String FOLDER = "-Dtastelake.data=";

  private static final Pattern NAME = Pattern.compile("[a-z-]{1,40}");

  private RunningJobs() {}

  /**
   * A job.
   *
   * @param name as {@code ./tastelake job} takes it
   * @param began to the second
   */
  public record Running(String name, Instant began, long process) {}

  /** Those on {@code folder}, the first first. */
  public static List<Running> on(DataFolder folder) {
    String wanted = FOLDER + real(folder.root());
    return ProcessHandle.allProcesses()
        .map(process -> running(process, wanted))
        .flatMap(Optional::stream)
        .sorted(Comparator.comparing(Running::began))
        .toList();
  }

  private static boolean isOurs(ProcessHandle process) {
    return process.info().user().equals(ProcessHandle.current().info().user());
  }

  private static Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      return folder;
    }
  }

  private static Optional<Running> running(ProcessHandle process, String wanted) {
    List<String> arguments = List.of(process.info().arguments().orElse(new String[0]));
    int name = arguments.indexOf(MAIN) + 1;
    if (name == 0 || name == arguments.size() || !arguments.subList(0, name).contains(wanted)) {
      return Optional.empty();
    }
    if (!isOurs(process) || !NAME.matcher(arguments.get(name)).matches()) {
      return Optional.empty(); // whatever another user of the machine calls a process
    }
    Instant began = process.info().startInstant().orElse(Instant.EPOCH);
    return Optional.of(new Running(arguments.get(name), began, process.pid()));
  }
}
