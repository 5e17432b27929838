package io.tastelake.e2e.kill;

import static io.tastelake.rules.TestCounts.count;
import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.bench.faults.FaultKind;
import io.tastelake.bench.faults.FaultRun;
import io.tastelake.e2e.kit.RunningStandalone;
import io.tastelake.e2e.kit.Seed;
import io.tastelake.e2e.kit.SparkJobs;
import io.tastelake.e2e.kit.SparkJobs.Ended;
import io.tastelake.e2e.kit.UnderTarget;
import io.tastelake.standalone.DataFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A little of {@code ./tastelake bench faults}, which goes on for as long as one likes. */
class FaultsTest {

  /** All but those that take a disk of their own, or jobs in processes of their own. */
  private static final Set<FaultKind> KINDS =
      EnumSet.complementOf(
          EnumSet.of(
              FaultKind.FULL_DISK, FaultKind.RESTART, FaultKind.NIGHTLY, FaultKind.KILL_NIGHTLY));

  private static final Duration LENGTH = Duration.ofSeconds(count(20, 300));
  private static final int SHOPPERS = 3;

  @TempDir(factory = UnderTarget.class, cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  @AfterEach
  void killLeftBehind() {
    RunningStandalone.killLeftBehind(data());
  }

  @Test
  void whatWasAcknowledgedIsThereOnceWhateverFails() throws Exception {
    long seed = Seed.announced("FaultsTest").value();
    FaultRun.Settings settings =
        new FaultRun.Settings(
            data(), LENGTH, seed, KINDS, SHOPPERS, RunningStandalone.javaOptions());
    try (FaultRun run = FaultRun.start(settings, this::job, FaultsTest::say)) {
      assertThat(run.run()).as("what is wrong after faults of seed %d", seed).isEmpty();
      assertThat(run.faults()).as("faults").isPositive();
      assertThat(run.acknowledged()).as("writes that were acknowledged").isPositive();
    }
  }

  private static void say(String progress) {
    System.out.println(progress);
  }

  private Path data() {
    return folder.resolve("data");
  }

  private int job(List<String> command) {
    List<String> arguments = new ArrayList<>(command);
    arguments.add("@" + new DataFolder(data()).jobArguments());
    Ended ended = SparkJobs.end(folder.resolve("jobs"), arguments);
    if (ended.exit() != 0) {
      System.out.println(command + " failed: " + ended.all());
    }
    return ended.exit();
  }
}
