package io.tastelake.serving.http;

import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.CyclicTimeouts;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes a connection whose next head has not come whole in time, counted from when it was opened
 * or from the answer before: one that comes byte by byte never stands still. Thread-safe.
 */
final class HeadDeadline extends Handler.Wrapper {

  private final Duration time;
  private final Map<Connection, Head> heads = new ConcurrentHashMap<>();
  private Deadlines deadlines;

  /** The head that comes next over a connection. */
  private static final class Head implements CyclicTimeouts.Expirable {

    private static final long NONE = Long.MAX_VALUE;

    private final Connection connection;
    private volatile long deadline = NONE;

    Head(Connection connection) {
      this.connection = connection;
    }

    @Override
    public long getExpireNanoTime() {
      return deadline;
    }
  }

  private final class Deadlines extends CyclicTimeouts<Head> {

    Deadlines(Scheduler scheduler) {
      super(scheduler);
    }

    @Override
    protected Iterator<Head> iterator() {
      return heads.values().iterator();
    }

    @Override
    protected boolean onExpired(Head late) {
      late.connection.getEndPoint().close();
      return false;
    }
  }

  HeadDeadline(Duration time) {
    this.time = time;
  }

  /** Takes note of the connections. */
  Connection.Listener connections() {
    return new Connection.Listener() {
      @Override
      public void onOpened(Connection connection) {
        Head first = new Head(connection);
        heads.put(connection, first);
        await(first);
      }

      @Override
      public void onClosed(Connection connection) {
        heads.remove(connection);
      }
    };
  }

  private void await(Head next) {
    next.deadline = CyclicTimeouts.Expirable.calcExpireNanoTime(time.toMillis());
    deadlines.schedule(next);
  }

  @Override
  protected void doStart() throws Exception {
    deadlines = new Deadlines(getServer().getScheduler());
    super.doStart();
  }

  @Override
  protected void doStop() throws Exception {
    super.doStop();
    deadlines.destroy();
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Head head = heads.get(request.getConnectionMetaData().getConnection());
    if (head != null) {
      head.deadline = Head.NONE;
      request.addHttpStreamWrapper(stream -> new BeforeTheNext(stream, head));
    }
    return super.handle(request, response, callback);
  }

  private final class BeforeTheNext extends HttpStream.Wrapper {

    private final Head next;

    BeforeTheNext(HttpStream stream, Head next) {
      super(stream);
      this.next = next;
    }

    /** The next head may be read as soon as the stream knows. */
    @Override
    public void succeeded() {
      await(next);
      super.succeeded();
    }
  }
}
