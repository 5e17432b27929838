package io.tastelake.standalone.demo;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.standalone.StandaloneException;
import io.tastelake.standalone.job.BatchJobs;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** The nightly of one database, small enough to watch. */
final class Nightly {

  private static final List<String> SMALL = List.of("--rank", "32", "--iterations", "5");

  private final BatchJobs jobs;
  private final PrintStream out;

  Nightly(BatchJobs jobs, PrintStream out) {
    this.jobs = jobs;
    this.out = out;
  }

  /**
   * Runs it to its end, and prints what it says.
   *
   * @throws StandaloneException if it fails
   */
  void run(DatabaseId database) throws InterruptedException {
    try {
      Process job = jobs.startToRead("nightly", arguments(database));
      print(job);
      if (job.waitFor() != 0) {
        throw new StandaloneException(
            "The nightly failed.", "See its output above.", "Run ./tastelake job nightly again.");
      }
    } catch (IOException e) {
      throw new StandaloneException(
          "The nightly could not be started.", e + ".", "Run ./tastelake job nightly.", e);
    }
  }

  private static List<String> arguments(DatabaseId database) {
    List<String> arguments = new ArrayList<>(List.of("--database", database.value()));
    arguments.addAll(SMALL);
    return arguments;
  }

  private void print(Process job) throws IOException {
    try (BufferedReader lines = job.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String printed = line;
        JobSummary.of(line)
            .map(JobSummary::lines)
            .orElseGet(() -> List.of(printed))
            .forEach(each -> out.println("  " + each));
      }
    }
  }
}
