package io.tastelake.e2e.kit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Batch jobs in processes of their own, as a scheduler on one machine starts them. */
public final class SparkJobs {

  private static final String MAIN = "io.tastelake.batch.Main";
  private static final Path BUILT =
      Path.of(System.getProperty("tastelake.root"), "batch-jobs", "target");

  /** Jobs of tests end before a second compiler pays, and their tables are small. */
  private static final List<String> OPTIONS =
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
    List<String> options = new ArrayList<>(OPTIONS);
    options.addAll(more);
    options.add("-Djava.io.tmpdir=" + folder);
    options.add("-Dspark.local.dir=" + folder);
    return Child.start(
        arguments.get(0), folder, Child.java(options, classPath(), MAIN, arguments), Map.of());
  }

  /** Runs a job to its good end; returns what it printed. */
  public static String run(Path folder, List<String> arguments) {
    try (Child job = start(folder, arguments)) {
      return goodEnd(job, arguments);
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

  private static String classPath() {
    Path engine = BUILT.resolve("engine");
    assertThat(engine)
        .as("the batch jobs as a build packages them: ./mvnw -pl batch-jobs -am package")
        .isDirectory();
    return jobJar() + java.io.File.pathSeparator + engine + "/*";
  }

  private static Path jobJar() {
    try (Stream<Path> files = Files.list(BUILT)) {
      return files.filter(file -> file.toString().endsWith("-job.jar")).findFirst().orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
