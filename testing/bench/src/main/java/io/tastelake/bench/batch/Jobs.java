package io.tastelake.bench.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tastelake.bench.measure.Processes;
import io.tastelake.bench.measure.Report;
import io.tastelake.bench.subject.Installation;
import io.tastelake.bench.subject.Launcher;
import io.tastelake.domain.time.Pause;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs batch jobs as users do, by {@code ./tastelake job}, one at a time; and what they are
 * measured against in processes with the very same command line but for the main class.
 */
final class Jobs {

  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
  private static final String MAIN = "io.tastelake.batch.Main";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Launcher launcher;
  private final Installation installation;
  private final Path folder;
  private final Report report;

  /** What processes print goes to {@code folder}. */
  Jobs(Launcher launcher, Installation installation, Path folder, Report report) {
    this.launcher = launcher;
    this.installation = installation;
    this.folder = folder;
    this.report = report;
  }

  /** Runs a job on the installation. */
  JobRun run(String name, String... more) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("job", name));
    arguments.addAll(installation.arguments());
    arguments.addAll(List.of(more));
    ProcessBuilder job = launcher.prepare(errors(), arguments.toArray(String[]::new));
    job.environment().put("TMPDIR", folder.toString());
    job.environment().merge("TASTELAKE_JAVA_OPTS", HeapLog.option(heap()), (a, b) -> a + " " + b);
    return metered(name, job);
  }

  /** Runs {@code main} in a process like that of {@code job}. */
  JobRun peer(JobRun job, Class<?> main, String... arguments) throws Exception {
    int classPath = job.command().indexOf("-cp") + 1;
    int mainClass = job.command().indexOf(MAIN);
    if (classPath == 0 || mainClass < classPath) {
      throw new IllegalStateException("This is not a job's command line: " + job.command());
    }
    List<String> command = new ArrayList<>(job.command().subList(0, mainClass));
    command.set(classPath, command.get(classPath) + File.pathSeparator + place(main));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return metered(
        main.getSimpleName(),
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(errors().toFile())));
  }

  private static Path place(Class<?> main) throws URISyntaxException {
    return Path.of(main.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private JobRun metered(String name, ProcessBuilder builder)
      throws IOException, InterruptedException {
    report.progress(name);
    Path output = folder.resolve("output");
    long start = System.nanoTime();
    Process process = builder.redirectOutput(output.toFile()).start();
    try {
      long peak = 0;
      List<String> command = List.of();
      while (process.isAlive()) {
        peak = Math.max(peak, Processes.peakResidentBytes(process.toHandle()));
        List<String> now = Processes.commandLine(process.toHandle());
        command = now.isEmpty() ? command : now;
        Pause.of(LOOK_AGAIN);
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      JsonNode summary = summary(name, process.waitFor(), output);
      report.progress("  %.1f s: %s".formatted(seconds, summary));
      return new JobRun(command, summary, seconds, peak, HeapLog.read(heap()));
    } finally {
      process.destroy();
    }
  }

  private JsonNode summary(String name, int exit, Path output) throws IOException {
    List<String> lines = Files.readAllLines(output);
    if (exit != 0 || lines.isEmpty()) {
      Files.readAllLines(errors()).forEach(System.err::println);
      throw new IllegalStateException(name + " ended with exit code " + exit + "; see above.");
    }
    return JSON.readTree(lines.get(lines.size() - 1));
  }

  private Path errors() {
    return folder.resolve("errors.log");
  }

  private Path heap() {
    return folder.resolve("heap.log");
  }
}
