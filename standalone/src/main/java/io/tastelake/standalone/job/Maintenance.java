package io.tastelake.standalone.job;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.lake.table.InteractionsLake;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compacts and forgets every so often, trains first models, and runs {@code nightly} at its hour,
 * one at a time; beside these, trainings that clients ask for, which wait for their turn. A job
 * that fails is said in the log and tried again when its time comes.
 */
public final class Maintenance implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Maintenance.class);

  /** What compacts and forgets, as its runs are noted. */
  public static final String COMPACT = "compact and forget";

  /** What trains a first model. */
  public static final String FIRST_MODEL = "first model";

  /** What runs at night. */
  public static final String NIGHTLY = "nightly";

  /** What runs the trainings that clients ask for. */
  public static final String TASKS = "asked trainings";

  private static final String TRAINING = "recompute-ratings,train-item-factors,evaluate";

  private final BatchJobs jobs;
  private final URI lake;
  private final Clock clock;
  private final ScheduledExecutorService schedule = thread("maintenance");
  private final ScheduledExecutorService tasks = thread("asked-trainings");
  private final CompactionDue due = new CompactionDue();
  private final Wishes wishes;
  private final Set<DatabaseId> tried = new HashSet<>();

  /** What the online store says that there is to do. Thread-safe. */
  public interface Wishes {

    /** The databases that have no model, and enough ratings for one. */
    List<DatabaseId> withoutModel();

    /** Whether a task that a client asked for waits to be claimed. */
    boolean taskWaits();
  }

  private Maintenance(BatchJobs jobs, URI lake, Wishes wishes, Clock clock) {
    this.jobs = jobs;
    this.wishes = wishes;
    this.lake = lake;
    this.clock = clock;
  }

  private static ScheduledExecutorService thread(String name) {
    return Executors.newSingleThreadScheduledExecutor(
        work -> {
          Thread thread = new Thread(work, name);
          thread.setDaemon(true);
          return thread;
        });
  }

  /** Begins to run {@code jobs} over {@code lake} as {@code config} says. */
  @SuppressWarnings("FutureReturnValueIgnored") // the work says itself what fails
  public static Maintenance start(
      BatchJobs jobs, URI lake, Wishes wishes, MaintenanceConfig config, Clock clock) {
    Maintenance maintenance = new Maintenance(jobs, lake, wishes, clock);
    long pause = config.compactEvery().toMillis();
    if (pause > 0) {
      maintenance.schedule.scheduleWithFixedDelay(
          maintenance::compact, pause, pause, TimeUnit.MILLISECONDS);
    }
    long look = config.firstModelEvery().toMillis();
    if (look > 0) {
      maintenance.schedule.scheduleWithFixedDelay(
          maintenance::trainFirstModels, look, look, TimeUnit.MILLISECONDS);
    }
    long tasks = config.tasksEvery().toMillis();
    if (tasks > 0) {
      maintenance.tasks.scheduleWithFixedDelay(
          maintenance::runTasks, tasks, tasks, TimeUnit.MILLISECONDS);
    }
    config.nightlyAt().ifPresent(maintenance::scheduleNightly);
    return maintenance;
  }

  private void compact() {
    try {
      Instant now = clock.instant();
      if (due.at(version(), now) && run("nightly", COMPACT, "--steps", "compact,forget-users")) {
        due.done(version(), now);
      }
    } catch (RuntimeException e) {
      LOG.warn("Could not check whether there is anything to compact; will retry", e);
    }
  }

  /** A database whose training gives no model is left to the nightly. */
  private void trainFirstModels() {
    try {
      for (DatabaseId database : wishes.withoutModel()) {
        if (tried.add(database)) {
          var unused =
              run("nightly", FIRST_MODEL, "--steps", TRAINING, "--database", database.value());
        }
      }
    } catch (RuntimeException e) {
      LOG.warn("Could not look for databases without a model; will retry", e);
    }
  }

  private void runTasks() {
    try {
      if (wishes.taskWaits()) {
        var unused = run("run-tasks", TASKS, "--once");
      }
    } catch (RuntimeException e) {
      LOG.warn("Could not look for tasks that clients ask for; will retry", e);
    }
  }

  private long version() {
    try (InteractionsLake table = InteractionsLake.open(lake)) {
      return table.newest().version();
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the work says itself what fails
  private void scheduleNightly(LocalTime hour) {
    schedule.schedule(
        () -> {
          var unused = run("nightly", NIGHTLY);
          scheduleNightly(hour);
        },
        until(hour, ZonedDateTime.now(clock)).toMillis(),
        TimeUnit.MILLISECONDS);
  }

  /** From {@code now} to the next time that the clock shows {@code hour}. */
  static Duration until(LocalTime hour, ZonedDateTime now) {
    ZonedDateTime today = now.with(hour);
    return Duration.between(now, today.isAfter(now) ? today : now.plusDays(1).with(hour));
  }

  /** Whether the job ended well. */
  private boolean run(String job, String name, String... arguments) {
    try {
      Process process = jobs.start(job, List.of(arguments));
      int exit = awaitExit(process);
      if (exit != 0) {
        LOG.warn("Job {} exited with {}; see {}", name, exit, jobs.log());
      }
      jobs.runs().add(name, clock.instant(), exit);
      return exit == 0;
    } catch (IOException e) {
      LOG.warn("Job {} could not be started; it runs again at its next time", name, e);
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static int awaitExit(Process job) throws InterruptedException {
    try {
      return job.waitFor();
    } catch (InterruptedException e) {
      job.destroy();
      throw e;
    }
  }

  /** Ends what runs; a job that is cut short goes on where it was when it runs next. */
  @Override
  public void close() {
    schedule.shutdownNow();
    tasks.shutdownNow();
  }
}
