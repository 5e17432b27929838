package io.tastelake.batch;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A job as a command: opens the session, runs, prints the summary, and closes the session. */
public abstract class Job implements Callable<Integer> {

  private final Clock clock = Clock.systemUTC();

  @Spec private CommandSpec spec;

  /** Does the work. What it throws ends the job with exit code 1. */
  protected abstract Summary run(SparkSession spark);

  @Override
  public final Integer call() throws IOException {
    Instant started = clock.instant();
    try (SparkSession spark = BatchSession.open(spec.name())) {
      Summary summary = run(spark);
      print(summary.with("seconds", seconds(started)));
    }
    return 0;
  }

  private double seconds(Instant since) {
    return Duration.between(since, clock.instant()).toMillis() / 1e3;
  }

  /** Prints one line of the result. */
  protected final void print(Object line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }

  /** Says how far the job is. */
  protected final void report(String progress) {
    spec.commandLine().getErr().println(progress);
    spec.commandLine().getErr().flush();
  }
}
