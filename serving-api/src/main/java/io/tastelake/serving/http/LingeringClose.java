package io.tastelake.serving.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Answers first, and only then passes over what a caller is still sending: one that is cut off
 * while it sends never sees its answer. No thread waits for it, and it gets so many bytes and
 * seconds and no more.
 */
final class LingeringClose extends Handler.Wrapper {

  private static final Duration TIME = Duration.ofSeconds(5);

  private final long bytes;

  /**
   * Lingers over bodies.
   *
   * @param bytes the most that is passed over of one
   */
  LingeringClose(long bytes) {
    this.bytes = bytes;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    boolean waitsForLeave = request.getHeaders().contains(HttpHeader.EXPECT);
    if (waitsForLeave) {
      return super.handle(request, response, callback);
    }
    Lingering lingering = new Lingering(request, response, callback, bytes);
    return super.handle(lingering, response, lingering);
  }

  private static final class Lingering extends Request.Wrapper implements Callback {

    private final Response response;
    private final Callback callback;
    private final AtomicBoolean done = new AtomicBoolean();
    private final AtomicBoolean awaited = new AtomicBoolean();
    private final AtomicReference<Runnable> next = new AtomicReference<>();
    private long left;

    Lingering(Request request, Response response, Callback callback, long bytes) {
      super(request);
      this.response = response;
      this.callback = callback;
      this.left = bytes;
    }

    @Override
    public InvocationType getInvocationType() {
      return callback.getInvocationType();
    }

    /** Of several who wait, the last one is told: the others have given up. */
    @Override
    public void demand(Runnable arrived) {
      next.set(arrived);
      if (awaited.compareAndSet(false, true)) {
        super.demand(this::arrived);
      }
    }

    private void arrived() {
      awaited.set(false);
      Runnable waiting = next.getAndSet(null);
      if (waiting != null) {
        waiting.run();
      }
    }

    /** What has not come yet is waited for after the answer, which says that it is the last. */
    @Override
    public boolean consumeAvailable() {
      boolean all = passOver() == End.REACHED;
      if (!all) {
        response.getHeaders().put(HttpHeader.CONNECTION, "close");
      }
      return all;
    }

    @Override
    public void succeeded() {
      End end = passOver();
      if (end == End.AWAITED) {
        getComponents().getScheduler().schedule(this::end, TIME.toMillis(), TimeUnit.MILLISECONDS);
        demand(this::goOn);
      } else {
        end();
      }
    }

    @Override
    public void failed(Throwable failure) {
      callback.failed(failure);
    }

    private void goOn() {
      if (done.get()) {
        return;
      }
      if (passOver() == End.AWAITED) {
        demand(this::goOn);
      } else {
        end();
      }
    }

    private void end() {
      if (done.compareAndSet(false, true)) {
        callback.succeeded();
      }
    }

    private enum End {
      REACHED,
      AWAITED,
      GIVEN_UP
    }

    private End passOver() {
      while (left >= 0) {
        Content.Chunk chunk = read();
        if (chunk == null) {
          return End.AWAITED;
        }
        if (Content.Chunk.isFailure(chunk)) {
          return End.GIVEN_UP;
        }
        left -= chunk.remaining();
        boolean last = chunk.isLast();
        chunk.release();
        if (last) {
          return End.REACHED;
        }
      }
      return End.GIVEN_UP;
    }
  }
}
