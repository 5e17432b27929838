package io.tastelake.bench.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tastelake.bench.subject.JavaCommand;
import io.tastelake.domain.time.Pause;
import io.tastelake.log.Brokers;
import io.tastelake.standalone.Access;
import io.tastelake.standalone.AccessFile;
import io.tastelake.standalone.DataFolder;
import io.tastelake.standalone.KafkaUsers;
import io.tastelake.standalone.PostgresServer;
import io.tastelake.standalone.cli.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A standalone, started as its users start it, to which anything may be done. */
final class Victim implements AutoCloseable {

  private static final Duration START_TIMEOUT = Duration.ofMinutes(4);
  private static final Duration END_TIMEOUT = Duration.ofMinutes(2);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

  private final Path data;
  private final List<String> javaOptions;
  private Process process;
  private volatile URI api;

  /**
   * A standalone that does not run yet.
   *
   * @param data its data folder; beside it lies what it prints
   */
  Victim(Path data, List<String> javaOptions) {
    this.data = data;
    this.javaOptions = javaOptions;
  }

  /** {@code up}; returns when it says that it is ready. */
  void start() throws Exception {
    Files.createDirectories(data.resolve("tmp"));
    List<String> options = new ArrayList<>(javaOptions);
    options.addAll(List.of("-XX:+ExitOnOutOfMemoryError", "-Dfile.encoding=UTF-8"));
    options.add("-Djava.io.tmpdir=" + data.resolve("tmp"));
    process =
        new ProcessBuilder(JavaCommand.of(options, Main.class, "up", "--data", data.toString()))
            .redirectError(ProcessBuilder.Redirect.appendTo(errors().toFile()))
            .start();
    BufferedReader lines = process.inputReader(UTF_8);
    api =
        CompletableFuture.supplyAsync(() -> ready(lines))
            .get(START_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
  }

  private URI ready(BufferedReader lines) {
    return lines
        .lines()
        .filter(line -> line.startsWith("ready "))
        .findFirst()
        .map(line -> URI.create(line.substring("ready ".length()).strip()))
        .orElseThrow(
            () -> new IllegalStateException("The standalone did not start; see " + errors()));
  }

  private Path errors() {
    return data.resolveSibling("standalone.err");
  }

  /** Where it was ready last. */
  URI api() {
    return api;
  }

  URI lake() {
    return new DataFolder(data).lake().toUri();
  }

  Access access() {
    return new AccessFile(new DataFolder(data)).read().orElseThrow();
  }

  /** The log's brokers, as who may do everything reaches them. */
  Brokers brokers() {
    return Brokers.at(access().kafka())
        .securedBy(KafkaUsers.operatorsFile(new DataFolder(data).credentials()));
  }

  boolean runs() {
    return process.isAlive();
  }

  /** {@code kill -9} of all of its processes at once. */
  void killAll() throws InterruptedException {
    List<ProcessHandle> all = new ArrayList<>(List.of(process.toHandle()));
    all.addAll(postgres());
    kill(all);
    process.waitFor();
  }

  /** {@code kill -9} of the process that was started. */
  void kill() throws InterruptedException {
    kill(List.of(process.toHandle()));
    process.waitFor();
  }

  /** {@code kill -9} of PostgreSQL's first process; those that serve connections see it and end. */
  void killPostgres() throws InterruptedException {
    kill(postmaster().stream().toList());
  }

  private static void kill(List<ProcessHandle> processes) throws InterruptedException {
    processes.forEach(ProcessHandle::destroyForcibly);
    while (processes.stream().anyMatch(Victim::runsStill)) {
      Pause.of(LOOK_AGAIN);
    }
  }

  /** A process that ended and whose parent did not ask yet is there, but runs no command. */
  private static boolean runsStill(ProcessHandle process) {
    return process.isAlive() && process.info().command().isPresent();
  }

  /** SIGSTOP for that long, then SIGCONT. */
  void freeze(Duration length) throws IOException, InterruptedException {
    freeze(List.of(process.toHandle()), length);
  }

  /** The same for all processes of PostgreSQL. */
  void freezePostgres(Duration length) throws IOException, InterruptedException {
    freeze(postgres(), length);
  }

  private static void freeze(List<ProcessHandle> processes, Duration length)
      throws IOException, InterruptedException {
    signal("-STOP", processes);
    try {
      Pause.of(length);
    } finally {
      signal("-CONT", processes);
    }
  }

  private static void signal(String name, List<ProcessHandle> processes)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("kill", name));
    processes.forEach(process -> command.add(Long.toString(process.pid())));
    // a process that has ended meanwhile needs no signal
    new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  /** Stops as SIGTERM does, and returns the exit code. */
  int stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(END_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
      killAll();
    }
    return process.waitFor();
  }

  private List<ProcessHandle> postgres() {
    return postmaster().stream()
        .flatMap(first -> Stream.concat(Stream.of(first), first.descendants()))
        .toList();
  }

  private Optional<ProcessHandle> postmaster() {
    try {
      String pid =
          Files.readString(data.resolve("postgres/data/postmaster.pid"))
              .lines()
              .findFirst()
              .orElse("");
      return ProcessHandle.of(Long.parseLong(pid.strip()))
          .filter(found -> found.info().command().orElse("").contains("postgres"));
    } catch (IOException | NumberFormatException e) {
      return Optional.empty(); // it does not run, or is being started
    }
  }

  @Override
  public void close() {
    try {
      if (process != null) {
        kill();
        PostgresServer.stopLeftBehind(new DataFolder(data).postgres());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("Interrupted while the standalone ended", e));
    }
  }
}
