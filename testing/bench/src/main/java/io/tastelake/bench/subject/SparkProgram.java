package io.tastelake.bench.subject;

import io.tastelake.bench.measure.Scratch;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A program of this module in a process as the launcher starts a batch job's. */
public final class SparkProgram {

  private final String main;
  private final Path jobs;
  private final String heap;
  private final Scratch scratch;

  /**
   * A program that was not started yet.
   *
   * @param main the name of its class, which needs Spark's class path
   */
  public SparkProgram(Launcher launcher, String main, String heap, Scratch scratch) {
    this.main = main;
    this.jobs = launcher.root().resolve("batch-jobs");
    this.heap = heap;
    this.scratch = scratch;
  }

  /**
   * Its exit code; what it prints goes to {@code output}, what it says to this process's errors.
   */
  public int run(Path output, List<String> arguments)
      throws IOException, InterruptedException, URISyntaxException {
    Process process = start(List.of(), arguments, ProcessBuilder.Redirect.to(output.toFile()));
    return process.waitFor();
  }

  /**
   * Starts it, to be told by its input what to do; what it prints is there to be read.
   *
   * @param first entries of its class path before all others
   */
  public Process start(List<String> first, List<String> arguments)
      throws IOException, URISyntaxException {
    return start(first, arguments, ProcessBuilder.Redirect.PIPE);
  }

  private Process start(List<String> first, List<String> arguments, ProcessBuilder.Redirect output)
      throws IOException, URISyntaxException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--add-modules=jdk.incubator.vector");
    command.add("-Xmx" + heap);
    command.add("-XX:-UsePerfData");
    command.add("-Djava.io.tmpdir=" + scratch.folder());
    command.add("-Dspark.local.dir=" + scratch.folder());
    command.add("-Dspark.log.level=ERROR");
    command.add(
        "-Dlog4j2.configurationFile=" + jobs.resolve("src/main/launcher/log4j2.properties"));
    command.addAll(List.of("-cp", classPath(first), main));
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(output)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    scratch.closeLater(process::destroy);
    return process;
  }

  private String classPath(List<String> first) throws IOException, URISyntaxException {
    Path here =
        Path.of(SparkProgram.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<String> entries = new ArrayList<>(first);
    entries.add(jobJar().toString());
    entries.add(jobs.resolve("target/engine").resolve("*").toString());
    entries.add(here.toString());
    return String.join(File.pathSeparator, entries);
  }

  private Path jobJar() throws IOException {
    try (Stream<Path> files = Files.list(jobs.resolve("target"))) {
      return files.filter(file -> file.toString().endsWith("-job.jar")).findFirst().orElseThrow();
    }
  }
}
