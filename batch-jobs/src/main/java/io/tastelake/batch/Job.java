package io.tastelake.batch;

import io.tastelake.batch.maintenance.HeldLock;
import io.tastelake.batch.maintenance.LockWait;
import io.tastelake.batch.progress.Progress;
import io.tastelake.contracts.lake.LakeRoot;
import io.tastelake.domain.command.VisibleText;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * A job as a command: checks its options, opens the session, runs, prints the summary, and closes
 * the session.
 */
public abstract class Job implements Callable<Integer> {

  /** Whether standard output is a terminal, as the launcher says; the JDK's answer varies. */
  private static final String TERMINAL = "tastelake.terminal";

  private final Clock clock = Clock.systemUTC();
  private Progress progress;
  private Optional<HeldLock> outer = Optional.empty();

  @Spec private CommandSpec spec;

  @Option(names = "--verbose", description = "Shows where a failure came from.")
  private boolean verbose;

  /**
   * What the options ask for. No session is open yet, and nothing is done before all is checked.
   *
   * @return does the work; what it throws ends the job with exit code 1
   * @throws IllegalArgumentException if an option's value is wrong, with a sentence that names it
   * @throws ParameterException if options are wrong in another way
   */
  protected abstract Function<SparkSession, Summary> work();

  /** The work of a job that needs no session, which takes seconds to open. */
  protected Optional<Supplier<Summary>> atOnce() {
    return Optional.empty();
  }

  /** The lake that the job writes to, if it does: commits there must be atomic. */
  protected Optional<URI> writtenLake() {
    return Optional.empty();
  }

  /**
   * Checks the options, so that the job may run, as a step of another job too.
   *
   * @throws ParameterException if they are wrong: the exit code is 2 then
   */
  public final ReadyJob ready() {
    try {
      Function<SparkSession, Summary> work = work();
      return new ReadyJob(name(), (spark, shown, held) -> run(work, spark, shown, held));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  @Override
  public final Integer call() {
    Optional<Supplier<Summary>> quick = atOnce();
    if (quick.isPresent()) {
      print(quick.get().get());
      return 0;
    }
    ReadyJob job = ready();
    try (SparkSession spark = BatchSession.open(job.name());
        Progress shown = open()) {
      writtenLake()
          .ifPresent(
              lake ->
                  LakeRoot.probeAtomicCommits(lake, spark.sparkContext().hadoopConfiguration()));
      Summary summary = job.run(spark, shown);
      print(summary);
      Optional<String> failure = summary.failure();
      failure.map(VisibleText::ofLines).ifPresent(shown::say);
      return failure.isPresent() ? 1 : 0;
    } catch (IOException e) {
      throw new UncheckedIOException("The session cannot be closed.", e);
    }
  }

  private Summary run(
      Function<SparkSession, Summary> work,
      SparkSession spark,
      Progress shown,
      Optional<HeldLock> held) {
    Instant started = clock.instant();
    Optional<RunNotes> notes = notedAs().map(as -> new RunNotes(spec, as, clock));
    progress = shown;
    outer = held;
    try {
      Summary summary = work.apply(spark).with("seconds", seconds(started));
      notes.ifPresent(note -> note.ended(started, summary));
      return summary;
    } catch (Exception e) {
      notes.ifPresent(note -> note.failed(started, e));
      throw e;
    } finally {
      shown.end();
    }
  }

  /** Whether it can be a step of the nightly: it does not run others itself. */
  public boolean isStep() {
    return true;
  }

  /** The name that its runs are noted by; empty if they are not. */
  protected Optional<String> notedAs() {
    return Optional.of(name());
  }

  /** The name it is called by. */
  protected final String name() {
    return spec.name();
  }

  /**
   * Does {@code work} while no other maintenance job runs: under the lock of the job that this is a
   * step of, or under its own.
   *
   * @throws JobFailedException if that lock is lost, or another job does not end in time
   */
  protected final <T> T alone(
      LockWait lockWait, Installation installation, Function<HeldLock, T> work) {
    if (outer.isEmpty()) {
      return lockWait.alone(installation, name(), this::report, work);
    }
    outer.get().require();
    return work.apply(outer.get());
  }

  /** The lock of the job that this is a step of; by itself this one needs none. */
  protected final HeldLock held() {
    return outer.orElse(HeldLock.UNGUARDED);
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
    out.println(VisibleText.of(line.toString()));
    out.flush();
  }

  /** Shows how far the job is, stage by stage. */
  protected final Progress progress() {
    return progress;
  }

  /** Says how far the job is; what is of others in it cannot give orders to a terminal. */
  protected final void report(String sentence) {
    progress.say(VisibleText.of(sentence));
  }
}
