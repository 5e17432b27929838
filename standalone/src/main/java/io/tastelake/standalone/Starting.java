package io.tastelake.standalone;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A part that is starting beside others. */
final class Starting<T extends AutoCloseable> implements AutoCloseable {

  private final FutureTask<T> start;

  private Starting(FutureTask<T> start) {
    this.start = start;
  }

  /** Begins to start a part in a thread of its own. */
  static <T extends AutoCloseable> Starting<T> begin(String name, Callable<T> start) {
    FutureTask<T> task = new FutureTask<>(start);
    Thread thread = new Thread(task, "start-" + name);
    thread.setDaemon(true);
    thread.start();
    return new Starting<>(task);
  }

  /** The part, once it has started; what its start threw is thrown. */
  T started() throws Exception {
    try {
      return start.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception failure ? failure : e;
    }
  }

  /** Closes the part; waits until it has started, if it still does. */
  @Override
  public void close() throws IOException {
    try {
      start.get().close();
    } catch (ExecutionException e) {
      return; // it never was open
    } catch (Exception e) {
      throw new IOException("a part failed to close: " + e.getMessage(), e);
    }
  }
}
