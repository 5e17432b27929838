package io.tastelake.standalone.job;

import io.tastelake.standalone.DataFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Starts batch jobs on a running installation, each in a process of its own: Spark shares no class
 * path with Kafka and Flink. The launcher knows how.
 */
public final class BatchJobs {

  private static final String LAUNCHER = "tastelake.launcher";

  private final Path launcher;
  private final DataFolder folder;
  private final JobRuns runs;

  BatchJobs(Path launcher, DataFolder folder) {
    this.launcher = launcher;
    this.folder = folder;
    this.runs = new JobRuns(folder);
  }

  /** The jobs of the installation on {@code folder}, unless no launcher started this process. */
  public static Optional<BatchJobs> on(DataFolder folder) {
    return Optional.ofNullable(System.getProperty(LAUNCHER))
        .map(launcher -> new BatchJobs(Path.of(launcher), folder));
  }

  /** Starts a job; what it prints is added to {@code logs/jobs.log}. */
  public Process start(String name, List<String> arguments) throws IOException {
    Process job = process(name, arguments).redirectErrorStream(true).start();
    new JobLog(log(), Clock.system(ZoneId.systemDefault())).follow(name, job);
    return job;
  }

  /** Starts a job; what it prints can be read, but for errors, which are printed as ours are. */
  public Process startToRead(String name, List<String> arguments) throws IOException {
    return process(name, arguments).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** How those that run by themselves ended. */
  JobRuns runs() {
    return runs;
  }

  /** Where jobs say what they do. */
  public Path log() {
    return folder.logs().resolve("jobs.log");
  }

  private ProcessBuilder process(String name, List<String> arguments) {
    List<String> command =
        new ArrayList<>(
            List.of("sh", launcher.toString(), "job", name, "--data", folder.toString()));
    command.addAll(arguments);
    return new ProcessBuilder(command).redirectInput(Path.of("/dev/null").toFile());
  }
}
