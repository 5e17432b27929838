package io.tastelake.batch.progress;

import java.util.function.ToLongFunction;
import org.apache.spark.executor.TaskMetrics;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/** Advances by the rows of each of Spark's tasks that ends. */
final class TaskRows extends SparkListener {

  private final Progress progress;
  private final ToLongFunction<TaskMetrics> rows;

  TaskRows(Progress progress, ToLongFunction<TaskMetrics> rows) {
    this.progress = progress;
    this.rows = rows;
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd task) {
    if (task.taskMetrics() != null) {
      progress.advance(rows.applyAsLong(task.taskMetrics()));
    }
  }
}
