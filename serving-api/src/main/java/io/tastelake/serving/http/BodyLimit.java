package io.tastelake.serving.http;

import io.javalin.http.Context;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** How large a request body may be, how slow, and how much of them there may be at once. */
final class BodyLimit {

  /** Before that, a rate says little. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private static final String TAKEN = BodyLimit.class.getName();

  private final long bytes;
  private final long bytesPerSecond;
  private final long inFlight;
  private final AtomicLong taken = new AtomicLong();

  /**
   * Limits all bodies of one server.
   *
   * @param bytes the most that is read as a body
   * @param limits the rate and what there may be at once; a single body is always taken
   */
  BodyLimit(long bytes, Limits limits) {
    this.bytes = bytes;
    this.bytesPerSecond = limits.bodyRate();
    this.inFlight = Math.max(bytes, limits.bodiesInFlight());
  }

  /**
   * The body of a request, which fails with {@code WrongData} where it passes the limit or comes
   * too slowly. {@link #release} gives back what it takes.
   *
   * @throws ApiException {@code WrongData} if the request announces a larger body, {@code
   *     ServerUnavailable} if too much is worked on already
   */
  InputStream open(Context context) throws IOException {
    long announced = context.req().getContentLengthLong();
    if (announced > bytes) {
      throw tooLarge();
    }
    take(context, Math.max(announced, 0));
    return new Limited(context, announced < 0);
  }

  private void take(Context context, long more) {
    Long had = context.attribute(TAKEN);
    if (taken.addAndGet(more) > inFlight) {
      taken.addAndGet(-more);
      throw ApiException.overloaded(
          "This instance has as many request bodies in flight as its memory allows; nothing was"
              + " stored, retry the request.");
    }
    context.attribute(TAKEN, (had == null ? 0 : had) + more);
  }

  /** Gives back what the body of a request took. */
  void release(Context context) {
    Long had = context.attribute(TAKEN);
    if (had != null) {
      taken.addAndGet(-had);
      context.attribute(TAKEN, null);
    }
  }

  /**
   * Reads what a caller is still sending, up to twice the limit: a caller that is cut off while it
   * sends never sees the answer. Longer bodies are cut off, and so are slow ones, since nobody may
   * hold a thread for sending what is refused.
   */
  void discardRest(Context context) {
    boolean waitsForLeave = context.header("Expect") != null;
    if (waitsForLeave) {
      return;
    }
    byte[] buffer = new byte[16 * 1024];
    try {
      InputStream body = context.req().getInputStream();
      long left = 2 * bytes;
      int read = 0;
      long begun = System.nanoTime();
      while (left > 0 && read >= 0 && System.nanoTime() - begun < TIMEOUT.toNanos()) {
        read = body.read(buffer);
        left -= read;
      }
      if (read >= 0) {
        context.header("Connection", "close");
      }
    } catch (IOException | RuntimeException e) {
      // The caller went away or sends nonsense; the answer is tried all the same.
      context.header("Connection", "close");
    }
  }

  private ApiException tooLarge() {
    return ApiException.wrongData(
        ErrorName.WRONG_DATA_TYPE,
        "The body is larger than %,d bytes: send smaller batches.".formatted(bytes));
  }

  private ApiException tooSlow() {
    return ApiException.wrongData(
        ErrorName.WRONG_DATA_TYPE,
        "The body arrives at less than %,d bytes per second: send smaller batches, or faster."
            .formatted(bytesPerSecond));
  }

  private final class Limited extends FilterInputStream {

    private final Context context;
    private final boolean takesAsItComes;
    private final long begun = System.nanoTime();
    private long left = bytes;

    Limited(Context context, boolean takesAsItComes) throws IOException {
      super(context.req().getInputStream());
      this.context = context;
      this.takesAsItComes = takesAsItComes;
    }

    @Override
    public int read() throws IOException {
      int octet = super.read();
      count(octet < 0 ? 0 : 1);
      return octet;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      count(Math.max(read, 0));
      return read;
    }

    private void count(int read) {
      left -= read;
      if (left < 0) {
        throw tooLarge();
      }
      if (takesAsItComes) {
        take(context, read);
      }
      long nanos = System.nanoTime() - begun;
      if (nanos > GRACE.toNanos() && bytes - left < bytesPerSecond * (nanos / 1e9)) {
        throw tooSlow();
      }
    }
  }
}
