package io.tastelake.bench.faults;

import io.tastelake.bench.subject.Launcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Jobs as users run them, by {@code ./tastelake job}. */
final class LauncherJobs implements Jobs {

  private final Launcher launcher;
  private final Path data;
  private final Path folder;

  /** Jobs on the standalone on {@code data}; what they print goes to {@code folder}. */
  LauncherJobs(Launcher launcher, Path data, Path folder) {
    this.launcher = launcher;
    this.data = data;
    this.folder = folder;
  }

  @Override
  public int run(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("job"));
    command.addAll(arguments);
    command.addAll(List.of("--data", data.toString()));
    Path temporary = Files.createDirectories(folder.resolve("tmp"));
    ProcessBuilder builder =
        launcher.prepare(folder.resolve("jobs.log"), command.toArray(String[]::new));
    builder.environment().put("TMPDIR", temporary.toString());
    Process job =
        builder
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("jobs.log").toFile()))
            .start();
    try {
      return job.waitFor();
    } finally {
      job.destroyForcibly();
    }
  }
}
