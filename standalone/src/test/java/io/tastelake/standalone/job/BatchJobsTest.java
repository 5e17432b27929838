package io.tastelake.standalone.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tastelake.standalone.DataFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchJobsTest {

  @TempDir private Path folder;

  @Test
  void whatAJobPrintsIsLoggedWithItsTime() throws Exception {
    Path launcher = Files.writeString(folder.resolve("launcher"), "echo one; echo two >&2\n");
    DataFolder data = DataFolder.create(folder.resolve("data"));
    BatchJobs jobs = new BatchJobs(launcher, data);

    assertThat(jobs.start("compact", List.of()).waitFor()).isZero();

    await().until(() -> Files.exists(jobs.log()) && Files.readAllLines(jobs.log()).size() == 2);
    assertThat(Files.readAllLines(jobs.log()))
        .anyMatch(line -> line.matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d compact: one"))
        .anyMatch(line -> line.matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d compact: two"));
  }
}
