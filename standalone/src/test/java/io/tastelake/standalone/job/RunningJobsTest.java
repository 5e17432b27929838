package io.tastelake.standalone.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tastelake.standalone.DataFolder;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Anybody on the machine may call a process like a job. */
class RunningJobsTest {

  @TempDir private Path folder;

  @Test
  void showsWhatIsCalledAsAJobAndNothingThatATerminalWouldObey() throws Exception {
    Process nightly = process("nightly");
    Process hostile = process("nightly\u001b[2J");
    try {
      assertThat(RunningJobs.on(new DataFolder(folder)))
          .extracting(RunningJobs.Running::name, RunningJobs.Running::process)
          .containsExactly(tuple("nightly", nightly.pid()));
    } finally {
      nightly.destroyForcibly().waitFor();
      hostile.destroyForcibly().waitFor();
    }
  }

  private Process process(String name) throws IOException {
    String data = "-Dtastelake.data=" + folder.toRealPath();
    return new ProcessBuilder("sh", "-c", "read line", "sh", data, "io.tastelake.batch.Main", name)
        .start();
  }
}
