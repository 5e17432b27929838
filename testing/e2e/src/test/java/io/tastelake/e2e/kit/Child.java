package io.tastelake.e2e.kit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A process of ours; what it says goes to two files that outlive it. */
public final class Child implements AutoCloseable {

  private static final int SHOWN = 600;

  private final Process process;
  private final Path said;
  private final Path complained;

  private Child(Process process, Path said, Path complained) {
    this.process = process;
    this.said = said;
    this.complained = complained;
  }

  /**
   * Starts a program.
   *
   * @param name of the two files, {@code name.out} and {@code name.err}, in {@code folder}
   * @param environment variables that it gets beside this process's
   */
  public static Child start(
      String name, Path folder, List<String> command, Map<String, String> environment) {
    try {
      Files.createDirectories(folder);
      Path said = folder.resolve(name + ".out");
      Path complained = folder.resolve(name + ".err");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectInput(Path.of("/dev/null").toFile())
              .redirectOutput(said.toFile())
              .redirectError(complained.toFile());
      builder.environment().putAll(environment);
      return new Child(builder.start(), said, complained);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The command that starts {@code main} on a class path in this Java. */
  public static List<String> java(
      List<String> options, String classPath, String main, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, main));
    command.addAll(arguments);
    return command;
  }

  /** Waits for a line of its output that begins with {@code start}, and returns it. */
  public String line(String start, Duration atMost) {
    return awaited(
        start,
        atMost,
        Duration.ofMillis(50),
        () -> output().lines().filter(line -> line.startsWith(start)).findFirst());
  }

  /**
   * Waits for a line that holds {@code text}, among errors too, and returns it. Looks seldom: what
   * is printed may be long.
   */
  public String lineWith(String text, Duration atMost) {
    return awaited(
        text,
        atMost,
        Duration.ofMillis(500),
        () -> all().lines().filter(line -> line.contains(text)).findFirst());
  }

  private String awaited(
      String text, Duration atMost, Duration pause, Supplier<Optional<String>> line) {
    await()
        .alias("the line '" + text + "' of " + said)
        .atMost(atMost)
        .pollInterval(pause)
        .until(() -> line.get().isPresent() || !process.isAlive());
    return line.get()
        .orElseThrow(
            () ->
                new AssertionError(
                    "It ended with "
                        + process.exitValue()
                        + " before it said '"
                        + text
                        + "': "
                        + lastLines()
                        + "\n"
                        + all()));
  }

  /** In one line, for reports show the first of a message. */
  private String lastLines() {
    String all = all().strip().replace("\n", " | ");
    return all.substring(Math.max(0, all.length() - SHOWN));
  }

  /** What it printed so far. */
  public String output() {
    return read(said);
  }

  /** What it printed so far, errors included. */
  public String all() {
    return output() + read(complained);
  }

  private static String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many bytes it printed so far, errors included. */
  public long printed() {
    return said.toFile().length() + complained.toFile().length();
  }

  /** Waits for its end and returns its exit code. */
  public int exit(Duration atMost) {
    try {
      if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("It did not end within " + atMost + ":\n" + all());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Asks it to end, as SIGTERM does; returns its exit code. */
  public int terminate(Duration atMost) {
    process.destroy();
    return exit(atMost);
  }

  public ProcessHandle handle() {
    return process.toHandle();
  }

  public boolean runs() {
    return process.isAlive();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    exit(Duration.ofMinutes(1));
  }
}
