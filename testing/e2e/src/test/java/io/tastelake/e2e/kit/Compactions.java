package io.tastelake.e2e.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Compaction, round after round, in a process of its own until closed. */
public final class Compactions implements AutoCloseable {

  private static final Pattern MOVED = Pattern.compile("round \\d+ of \\d+: [1-9]\\d* moves?,.*");

  private final Child job;

  private Compactions(Child job) {
    this.job = job;
  }

  static Compactions of(URI lake, Path output) {
    List<String> arguments =
        List.of("compact", "--lake", lake.toString(), "--rounds", "1000000", "--every", "1");
    return new Compactions(SparkJobs.start(output, arguments));
  }

  /** How many rounds moved something; fails if the job failed. */
  public long completed() {
    assertThat(job.runs()).as("compaction goes on: %s", job.all()).isTrue();
    return job.all().lines().filter(MOVED.asMatchPredicate()).count();
  }

  @Override
  public void close() {
    job.close();
  }
}
