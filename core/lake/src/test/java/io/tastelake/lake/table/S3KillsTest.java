package io.tastelake.lake.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.s3.Fate;
import io.tastelake.s3.S3Emulator;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Processes that commit to one lake on S3, and are killed in the middle of it, lose nothing. */
final class S3KillsTest {

  private static final int COMMITS = 10_000;
  private static final int EVENTS = 4 * COMMITS;
  private static final int KILLS = 300;

  private final long seed = Long.getLong("tastelake.test.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final Map<Integer, Process> processes = new ConcurrentHashMap<>();
  private final AtomicInteger kills = new AtomicInteger();
  private final S3Emulator s3;

  @TempDir Path folder;

  S3KillsTest() throws IOException {
    s3 = S3Emulator.start();
  }

  @AfterEach
  void stop() {
    processes.values().forEach(Process::destroyForcibly);
    s3.close();
  }

  @Test
  @EnabledIf(
      value = "io.tastelake.rules.TestCounts#isLong",
      disabledReason = "at ordinary counts S3LakeTest has the races")
  void neitherLoseNorDoubleNorReplace() throws Exception {
    System.out.println("S3KillsTest: -Dtastelake.test.seed=" + seed);
    URI root = s3.folder("kills/");
    InteractionsLake.openOrCreate(root, CommitTest.TOPIC).close();
    s3.delay(Duration.ofMillis(2));
    s3.decide(this::maybeKill);
    String events = Integer.toString(EVENTS);
    String versions = Integer.toString(COMMITS / 10);
    List<Callable<Integer>> writers = new ArrayList<>();
    for (List<String> arguments :
        List.of(
            List.of("append", root.toString(), events),
            List.of("append", root.toString(), events),
            List.of("move", root.toString(), events, versions))) {
      int number = writers.size();
      writers.add(() -> startsUntilDone(number, arguments));
    }
    int starts = CommitTest.inParallel(writers).stream().mapToInt(Integer::intValue).sum();

    s3.decide((method, path) -> Fate.SERVED);
    s3.delay(Duration.ZERO);
    try (InteractionsLake lake = InteractionsLake.open(root)) {
      System.out.printf(
          "S3KillsTest: %,d versions, %,d kills, %,d processes%n",
          lake.newest().version(), kills.get(), starts);
      assertThat(kills).hasValueGreaterThanOrEqualTo(KILLS / 2);
      assertThat(InteractionsLakeTest.all(lake.newest()))
          .extracting(LoggedEvent::offset)
          .containsExactlyInAnyOrderElementsOf(LongStream.range(0, EVENTS).boxed().toList());
      assertThat(s3.replaced()).noneMatch(key -> key.endsWith(".json"));
    }
  }

  /** At a random one of the puts of a commit, whoever's it is. */
  private Fate maybeKill(String method, String path) {
    boolean commits = method.equals("PUT") && path.endsWith(".json");
    if (!commits || kills.get() == KILLS || !chance()) {
      return Fate.SERVED;
    }
    kills.incrementAndGet();
    processes.get(number()).destroyForcibly();
    return Fate.SERVED;
  }

  private synchronized boolean chance() {
    return random.nextInt(COMMITS / KILLS) == 0;
  }

  private synchronized int number() {
    List<Integer> running = List.copyOf(processes.keySet());
    return running.get(random.nextInt(running.size()));
  }

  private int startsUntilDone(int number, List<String> arguments)
      throws IOException, InterruptedException {
    for (int starts = 1; ; starts++) {
      Process process = start(number + "-" + starts, arguments);
      processes.put(number, process);
      int code = process.waitFor();
      if (code == 0) {
        return starts;
      }
      assertThat(code).as("a killed process, not a failed one: see %s", folder).isEqualTo(128 + 9);
    }
  }

  private Process start(String name, List<String> arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx400m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                s3.javaOption(),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                S3LakeWriter.class.getName()));
    command.addAll(arguments);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve(name + ".txt").toFile())
        .start();
  }
}
