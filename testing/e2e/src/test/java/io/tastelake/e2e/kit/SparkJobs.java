package io.tastelake.e2e.kit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tastelake.rules.TestCounts;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Batch jobs apart from this process, whose class path Spark does not share: each in a process of
 * its own, as a scheduler on one machine starts it, or one after another in a process that is warm.
 */
public final class SparkJobs {

  static final String MAIN = "io.tastelake.batch.Main";
  private static final Path BUILT =
      Path.of(System.getProperty("tastelake.root"), "batch-jobs", "target");

  /** Jobs of tests end before a second compiler pays, and their tables are small. */
  static final List<String> SMALL =
      List.of(
          "-Xmx1g",
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-XX:+UnlockDiagnosticVMOptions",
          "-XX:-BytecodeVerificationRemote",
          "-XX:-UsePerfData",
          "-Dspark.sql.shuffle.partitions=1",
          "-Dspark.databricks.delta.snapshotPartitions=1");

  /** For a job that has much to do: both compilers, and all else as the launcher has it. */
  public static final List<String> MUCH_TO_DO =
      List.of(
          "-Xmx2g",
          "-XX:TieredStopAtLevel=4",
          "-Dspark.sql.shuffle.partitions=4",
          "-Dspark.databricks.delta.snapshotPartitions=2");

  private static final Duration TIMEOUT = Duration.ofMinutes(TestCounts.count(6, 20));

  private SparkJobs() {}

  /** Starts a job; what it prints goes to {@code folder}. */
  public static Child start(Path folder, List<String> arguments) {
    return start(folder, arguments, List.of());
  }

  /** The same with more of Java's options. */
  public static Child start(Path folder, List<String> arguments, List<String> more) {
    return Child.start(
        arguments.get(0), folder, command(folder, more, classPath(), MAIN, arguments), Map.of());
  }

  /** What starts {@code main} beside the jobs, with temporary files in {@code folder}. */
  static List<String> command(
      Path folder, List<String> more, String classPath, String main, List<String> arguments) {
    List<String> options = new ArrayList<>(SMALL);
    options.addAll(more);
    options.add("-Djava.io.tmpdir=" + folder);
    options.add("-Dspark.local.dir=" + folder);
    return Child.java(options, classPath, main, arguments);
  }

  /** Runs a job to its good end in the warm process; returns what it printed, without errors. */
  public static String run(Path folder, List<String> arguments) {
    Ended ended = end(folder, arguments);
    assertThat(ended.exit()).as("%s: %s", arguments, ended.all()).isZero();
    return ended.output();
  }

  /** Runs a job to its end in the warm process; what it prints goes to {@code folder}. */
  public static Ended end(Path folder, List<String> arguments) {
    return WarmJobs.run(folder, arguments, TIMEOUT);
  }

  /** How a job ended, and what it printed. */
  public record Ended(int exit, String output, String errors) {

    /** What it printed, errors included. */
    public String all() {
      return output + errors;
    }
  }

  /** Waits for the good end of a job; returns what it printed. */
  public static String goodEnd(Child job, List<String> arguments) {
    int exit = job.exit(TIMEOUT);
    assertThat(exit).as("%s: %s", arguments, job.all()).isZero();
    return job.output();
  }

  /** The summary of a job that ended well: the last line that it printed. */
  public static JsonNode summary(String printed) throws IOException {
    List<String> lines = printed.lines().toList();
    return new ObjectMapper().readTree(lines.get(lines.size() - 1));
  }

  static String classPath() {
    Path engine = BUILT.resolve("engine");
    assertThat(engine)
        .as("the batch jobs as a build packages them: ./mvnw -pl batch-jobs -am package")
        .isDirectory();
    return jobJar() + File.pathSeparator + engine + "/*";
  }

  private static Path jobJar() {
    try (Stream<Path> files = Files.list(BUILT)) {
      return files.filter(file -> file.toString().endsWith("-job.jar")).findFirst().orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
