package io.tastelake.batch;

import io.tastelake.batch.progress.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A job as a command: opens the session, runs, prints the summary, and closes the session. */
public abstract class Job implements Callable<Integer> {

  /** Whether standard output is a terminal, as the launcher says; the JDK's answer varies. */
  private static final String TERMINAL = "tastelake.terminal";

  private final Clock clock = Clock.systemUTC();
  private Progress progress;

  @Spec private CommandSpec spec;

  @Option(names = "--verbose", description = "Shows where a failure came from.")
  private boolean verbose;

  /** Does the work. What it throws ends the job with exit code 1. */
  protected abstract Summary run(SparkSession spark);

  @Override
  public final Integer call() {
    try (SparkSession spark = BatchSession.open(spec.name());
        Progress shown = open()) {
      Summary summary = runWithin(spark, shown);
      print(summary);
      Optional<String> failure = summary.failure();
      failure.ifPresent(shown::say);
      return failure.isPresent() ? 1 : 0;
    } catch (IOException e) {
      throw new UncheckedIOException("The session cannot be closed.", e);
    }
  }

  /** Runs as a step of another job. */
  public final Summary runWithin(SparkSession spark, Progress shown) {
    Instant started = clock.instant();
    progress = shown;
    try {
      return run(spark).with("seconds", seconds(started));
    } finally {
      shown.end();
    }
  }

  /** The name it is called by. */
  protected final String name() {
    return spec.name();
  }

  /** Whether a failure is shown with where it came from. */
  final boolean verbose() {
    return verbose;
  }

  private Progress open() {
    PrintWriter err = spec.commandLine().getErr();
    return Boolean.getBoolean(TERMINAL) ? Progress.bars(err, clock) : Progress.lines(err, clock);
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

  /** Shows how far the job is, stage by stage. */
  protected final Progress progress() {
    return progress;
  }

  /** Says how far the job is. */
  protected final void report(String sentence) {
    progress.say(sentence);
  }
}
