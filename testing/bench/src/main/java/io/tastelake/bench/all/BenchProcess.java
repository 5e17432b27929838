package io.tastelake.bench.all;

import io.tastelake.bench.Main;
import io.tastelake.bench.subject.JavaCommand;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A bench in a process of its own, which may fail or hang without harm to the next. */
final class BenchProcess {

  private static final Duration UNTIL_CLEANED_UP = Duration.ofSeconds(45);

  private final Planned planned;
  private final Path errors;
  private final Consumer<String> progress;
  private String json;

  /**
   * A process that was not started yet.
   *
   * @param errors gets what it says to its error stream
   * @param progress gets each line that it prints
   */
  BenchProcess(Planned planned, Path errors, Consumer<String> progress) {
    this.planned = planned;
    this.errors = errors;
    this.progress = progress;
  }

  /**
   * What came of it.
   *
   * @param json its line of JSON; null if it printed none
   * @param failure in words; empty if it ended well
   */
  record Outcome(String json, String failure) {}

  Outcome run() throws IOException, InterruptedException {
    List<String> options = ManagementFactory.getRuntimeMXBean().getInputArguments();
    String[] arguments =
        Stream.concat(Stream.of(planned.bench()), planned.arguments().stream())
            .toArray(String[]::new);
    Process process =
        new ProcessBuilder(JavaCommand.of(options, Main.class, arguments))
            .redirectError(errors.toFile())
            .start();
    Thread stop = new Thread(() -> stop(process), "stop " + planned.bench());
    Runtime.getRuntime().addShutdownHook(stop);
    CompletableFuture<Process> ended =
        process.onExit().orTimeout(planned.limit().toSeconds(), TimeUnit.SECONDS);
    CompletableFuture<Boolean> late =
        ended.handle(
            (gone, timeout) -> {
              if (timeout != null) {
                stop(process);
              }
              return timeout != null;
            });
    read(process);
    int exit = process.waitFor();
    boolean stopped = late.join();
    Runtime.getRuntime().removeShutdownHook(stop);
    return new Outcome(json, stopped ? "stopped after " + limit() : exit == 0 ? "" : failed(exit));
  }

  private void read(Process process) throws IOException {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("{")) {
          json = line;
        } else {
          progress.accept(line);
        }
      }
    }
  }

  /** Asks it to end, which cleans up, and ends it and all that it started if it does not. */
  private static void stop(Process process) {
    List<ProcessHandle> started = process.descendants().toList();
    process.destroy();
    try {
      process.waitFor(UNTIL_CLEANED_UP.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
    started.forEach(ProcessHandle::destroyForcibly);
  }

  private String limit() {
    return planned.limit().toSeconds() + " s, its limit";
  }

  private String failed(int exit) throws IOException {
    String last =
        Files.readAllLines(errors).stream()
            .filter(line -> !line.isBlank() && !line.startsWith("\t"))
            .reduce("nothing", (before, line) -> line);
    return "exit code " + exit + "; the last that it said: " + last.strip();
  }
}
