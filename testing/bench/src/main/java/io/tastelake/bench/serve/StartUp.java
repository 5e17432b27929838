package io.tastelake.bench.serve;

import io.tastelake.bench.measure.Figure;
import io.tastelake.bench.measure.Processes;
import io.tastelake.bench.measure.Report;
import io.tastelake.bench.measure.Scratch;
import io.tastelake.bench.measure.Target;
import io.tastelake.bench.subject.ApiConnection;
import io.tastelake.bench.subject.Launcher;
import io.tastelake.bench.subject.StandaloneProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** P12: {@code ./tastelake up}, on a new folder and on the same again, to the first 200. */
final class StartUp {

  private static final String READY = "ready ";
  private static final double TARGET_SECONDS = 25;
  private static final double TARGET_GIBIBYTES = 3;
  private static final double GIBI = 1 << 30;

  private StartUp() {}

  static void measure(Scratch scratch, Report report) throws Exception {
    Optional<Launcher> launcher = Launcher.find();
    if (launcher.isEmpty()) {
      report.progress("no launcher next to this build: start-up is not measured");
      return;
    }
    Path folder = Files.createDirectories(scratch.folder().resolve("start"));
    report.add(figure("up on a new folder", start(launcher.get(), folder, scratch)));
    report.add(figure("up on the same folder again", start(launcher.get(), folder, scratch)));
  }

  private static Figure figure(String what, double seconds) {
    return Figure.of("P12", what + ", to the first 200", seconds, "s")
        .target(Target.atMost(TARGET_SECONDS));
  }

  private static double start(Launcher launcher, Path folder, Scratch scratch) throws Exception {
    long begin = System.nanoTime();
    Process process = launcher.start(folder.resolve("up.log"), "up", "--data", folder.toString());
    scratch.closeLater(() -> stop(process));
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      URI api = URI.create(ready(lines).substring(READY.length()).strip());
      try (ApiConnection connection = new ApiConnection(api, "")) {
        connection.fetch("/");
      }
      return (System.nanoTime() - begin) / 1e9;
    } finally {
      stop(process);
    }
  }

  private static void stop(Process process) throws InterruptedException {
    process.destroy();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }

  private static String ready(BufferedReader lines) throws IOException {
    String line = lines.readLine();
    while (line != null && !line.startsWith(READY)) {
      line = lines.readLine();
    }
    if (line == null) {
      throw new IOException("'tastelake up' ended before it was ready; its up.log says why.");
    }
    return line;
  }

  /** Memory of a standalone with all that it started. */
  static Figure memory(String when, StandaloneProcess standalone, Path folder) {
    List<ProcessHandle> all =
        Stream.concat(Stream.of(standalone.handle()), postmaster(folder).stream())
            .flatMap(first -> Stream.concat(Stream.of(first), first.descendants()))
            .distinct()
            .toList();
    double gibibytes = Processes.proportionalBytes(all) / GIBI;
    return Figure.of("P12", "memory of the whole standalone, " + when, gibibytes, "GiB")
        .target(Target.atMost(TARGET_GIBIBYTES))
        .note(
            "%d processes, shared pages once; Java alone resident: %.2f GiB"
                .formatted(all.size(), Processes.residentBytes(standalone.handle()) / GIBI));
  }

  // PostgreSQL's first process leaves its parent, so it is found by the file that it writes.
  private static Optional<ProcessHandle> postmaster(Path folder) {
    Path file = folder.resolve("postgres/data/postmaster.pid");
    try {
      return ProcessHandle.of(Long.parseLong(Files.readAllLines(file).get(0).strip()));
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }
}
