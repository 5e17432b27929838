package io.tastelake.bench.subject;

import io.tastelake.bench.measure.Report;
import java.io.IOException;
import java.nio.file.Path;

/** Trains a standalone's model as its users do: by {@code ./tastelake job}. */
public final class Training {

  private Training() {}

  /** Infers all ratings of the standalone on {@code data}, and trains and publishes a model. */
  public static void run(Path data, int rank, Report report)
      throws IOException, InterruptedException {
    String folder = data.toString();
    job(data, report, "recompute-ratings", "--data", folder);
    job(
        data,
        report,
        "train-item-factors",
        "--data",
        folder,
        "--rank",
        Integer.toString(rank),
        "--iterations",
        "3");
  }

  private static void job(Path data, Report report, String... arguments)
      throws IOException, InterruptedException {
    Path log = data.resolve("jobs.log");
    report.progress("job " + arguments[0]);
    if (!Launcher.find().orElseThrow().job(log, report::progress, arguments)) {
      throw new IllegalStateException("The job " + arguments[0] + " failed; see " + log);
    }
  }
}
