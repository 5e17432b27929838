package io.tastelake.e2e.kit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tastelake.e2e.kit.SparkJobs.Ended;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One process that runs batch jobs one after another, for tests that neither kill a job nor look at
 * its process: only the first one waits for Java and Spark to start. It ends with this process.
 */
final class WarmJobs {

  private static WarmJobs running;

  private final Process process;
  private final PrintWriter requests;
  private final BufferedReader answers;
  private int jobs;

  private WarmJobs(Process process) {
    this.process = process;
    this.requests = new PrintWriter(process.getOutputStream(), true, UTF_8);
    this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
  }

  /**
   * Runs a job to its end.
   *
   * @param folder gets what the job prints
   */
  static synchronized Ended run(Path folder, List<String> arguments, Duration timeout) {
    try {
      Files.createDirectories(folder);
      if (running == null || !running.process.isAlive()) {
        running = new WarmJobs(start());
      }
      return running.execute(folder, arguments, timeout);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Process start() throws IOException {
    Path folder = UnderTarget.create("WarmJobs");
    String classPath = SparkJobs.classPath() + File.pathSeparator + classes();
    List<String> command =
        SparkJobs.command(folder, List.of(), classPath, JobLoop.class.getName(), List.of());
    return new ProcessBuilder(command).redirectError(folder.resolve("err").toFile()).start();
  }

  /** The folder of this module's own classes. */
  private static Path classes() {
    try {
      return Path.of(JobLoop.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private Ended execute(Path folder, List<String> arguments, Duration timeout) throws IOException {
    Path file = folder.resolve(arguments.get(0) + "-" + ++jobs).toAbsolutePath();
    requests.println(Files.write(file, arguments));
    CompletableFuture<Integer> exit = CompletableFuture.supplyAsync(this::exit);
    try {
      return new Ended(
          exit.get(timeout.toMillis(), TimeUnit.MILLISECONDS),
          Files.readString(Path.of(file + JobLoop.OUT)),
          Files.readString(Path.of(file + JobLoop.ERR)));
    } catch (ExecutionException | TimeoutException e) {
      process.destroyForcibly();
      throw new AssertionError("The job " + arguments + " did not end well: see " + folder, e);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private int exit() {
    try {
      String answer = answers.readLine();
      if (answer == null) {
        throw new IllegalStateException("Its process ended");
      }
      return Integer.parseInt(answer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
