package io.tastelake.batch.progress;

import java.io.PrintWriter;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.apache.spark.executor.TaskMetrics;
import org.apache.spark.sql.SparkSession;

/**
 * Shows how far a job is: on a terminal a bar with rows, rate and time left, else a line every 30
 * seconds. One stage at a time: a new one ends the one before. Thread-safe.
 */
public final class Progress implements AutoCloseable {

  private final PrintWriter out;
  private final Clock clock;
  private final boolean terminal;
  private final ScheduledExecutorService ticks =
      Executors.newSingleThreadScheduledExecutor(Progress::thread);
  private Display stage;
  private long rows;

  private Progress(PrintWriter out, Clock clock, boolean terminal) {
    this.out = out;
    this.clock = clock;
    this.terminal = terminal;
    var unused = ticks.scheduleAtFixedRate(() -> advance(0), 1, 1, TimeUnit.SECONDS);
  }

  /** On the terminal that {@code out} leads to. */
  public static Progress bars(PrintWriter out, Clock clock) {
    return new Progress(out, clock, true);
  }

  /** In a log or pipe. */
  public static Progress lines(PrintWriter out, Clock clock) {
    return new Progress(out, clock, false);
  }

  private static Thread thread(Runnable run) {
    Thread thread = new Thread(run, "progress");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Begins a stage.
   *
   * @param total how many rows it has, about; 0 if unknown
   */
  public synchronized void stage(String name, long total) {
    end();
    rows = 0;
    stage = terminal ? new Bar(out, name, total) : new Lines(out, name, total, clock.instant());
  }

  /** So many rows more are done. */
  public synchronized void advance(long more) {
    rows += more;
    if (stage != null) {
      stage.reached(rows, clock.instant());
    }
  }

  /** Ends the stage, if there is one. */
  public synchronized void end() {
    if (stage != null) {
      stage.close();
      stage = null;
    }
  }

  /** Shows a sentence. */
  public synchronized void say(String sentence) {
    if (stage != null) {
      stage.say(sentence);
    } else {
      out.println(sentence);
      out.flush();
    }
  }

  /** A stage of as many rows as Spark's tasks write while {@code work} is done. */
  public <T> T writing(SparkSession spark, String name, long total, Supplier<T> work) {
    return counted(spark, name, total, task -> task.outputMetrics().recordsWritten(), work);
  }

  /** A stage of as many rows as Spark's tasks read from files while {@code work} is done. */
  public <T> T reading(SparkSession spark, String name, long total, Supplier<T> work) {
    return counted(spark, name, total, task -> task.inputMetrics().recordsRead(), work);
  }

  private <T> T counted(
      SparkSession spark,
      String name,
      long total,
      ToLongFunction<TaskMetrics> of,
      Supplier<T> work) {
    stage(name, total);
    TaskRows listener = new TaskRows(this, of);
    spark.sparkContext().addSparkListener(listener);
    try {
      return work.get();
    } finally {
      spark.sparkContext().removeSparkListener(listener);
      end();
    }
  }

  @Override
  public void close() {
    ticks.shutdownNow();
    end();
  }
}
