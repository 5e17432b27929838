package io.tastelake.serving.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.rules.TestCounts;
import io.tastelake.serving.identity.IdFuzz;
import io.tastelake.serving.interaction.http.BodyFuzz;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Inputs that Jazzer (libFuzzer for the JVM) finds by the branches they take, from the seeds in
 * {@code src/test/resources/fuzz}. What breaks a target is left in {@code target/fuzz} and named.
 */
class FuzzTest {

  private static final List<Class<?>> TARGETS =
      List.of(BodyFuzz.class, IdFuzz.class, CursorFuzz.class, PathFuzz.class);

  private static final boolean LONG = TestCounts.isLong();

  /** Of all targets at once; half of it each gets on two cores. */
  private static final long SECONDS = LONG ? 600 : 120;

  /** Of each target; any number of them in the long run. */
  private static final long RUNS = LONG ? -1 : 1_000;

  private static final long SEED =
      Long.getLong("tastelake.test.seed", System.nanoTime() & Integer.MAX_VALUE);
  private static final long STARTING_SECONDS = 900;
  private static final Pattern DONE = Pattern.compile("^Done (\\d+) runs", Pattern.MULTILINE);

  private static final Map<Class<?>, Process> RUNNING = new HashMap<>();

  @BeforeAll
  static void startAll() throws IOException {
    System.out.printf("FuzzTest: -Dtastelake.test.seed=%d%n", SEED);
    for (Class<?> target : TARGETS) {
      Path found = Files.createDirectories(folder(target));
      RUNNING.put(
          target,
          new ProcessBuilder(command(target, found))
              .redirectErrorStream(true)
              .redirectOutput(output(target).toFile())
              .start());
    }
  }

  @AfterAll
  static void stopAll() {
    RUNNING.values().forEach(Process::destroyForcibly);
  }

  @ParameterizedTest
  @FieldSource("TARGETS")
  void holdsAgainstAnyInput(Class<?> target) throws Exception {
    Process jazzer = RUNNING.get(target);
    assertThat(jazzer.waitFor(SECONDS + STARTING_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(jazzer.exitValue()).as(Files.readString(output(target))).isZero();
    assertThat(runs(output(target))).as("inputs tried").isGreaterThan(100);
  }

  private static Path folder(Class<?> target) {
    return Path.of("target", "fuzz", target.getSimpleName());
  }

  private static Path output(Class<?> target) {
    return Path.of("target", "fuzz", target.getSimpleName() + ".log");
  }

  private static List<String> command(Class<?> target, Path found) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx512m",
        "-XX:+UseSerialGC",
        LONG ? "-XX:+TieredCompilation" : "-XX:TieredStopAtLevel=1",
        "-cp",
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
        "com.code_intelligence.jazzer.Jazzer",
        "--target_class=" + target.getName(),
        "--instrumentation_includes=io.tastelake.**",
        "--custom_hook_excludes=**",
        "--reproducer_path=" + found,
        "-artifact_prefix=" + found + File.separator + "failing-",
        "-max_total_time=" + SECONDS,
        "-runs=" + RUNS,
        "-max_len=4096",
        "-seed=" + SEED,
        found.toString(),
        Path.of("src", "test", "resources", "fuzz", target.getSimpleName()).toString());
  }

  private static long runs(Path output) throws IOException {
    Matcher done = DONE.matcher(Files.readString(output));
    return done.find() ? Long.parseLong(done.group(1)) : 0;
  }
}
