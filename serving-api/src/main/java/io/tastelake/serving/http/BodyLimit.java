package io.tastelake.serving.http;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.javalin.http.Context;
import io.tastelake.serving.fairness.FairMemory;
import io.tastelake.serving.store.Tenants;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.eclipse.jetty.io.EndPoint;

/**
 * How large a request body may be, how slow, and how much of them there may be at once, which
 * tenants share.
 */
final class BodyLimit {

  /** How far a body may be behind its rate. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  /** Memory is shared in units of so many bytes; a tenant alone has three of four. */
  private static final long UNIT = 16 << 10;

  private static final int GENEROSITY = 3;

  private static final String TAKEN = BodyLimit.class.getName();

  private final long bytes;
  private final long bytesPerSecond;
  private final Duration time;
  private final Duration idle;
  private final FairMemory memory;

  /**
   * Limits all bodies of one server.
   *
   * @param bytes the most that is read as a body
   * @param limits the rate and what there may be at once; a single body is always taken
   */
  BodyLimit(long bytes, Limits limits) {
    this.bytes = bytes;
    this.bytesPerSecond = limits.bodyRate();
    this.time = limits.bodyTime();
    this.idle = limits.idle();
    long alone = Math.max(bytes, limits.bodiesInFlight()) / UNIT + 1;
    this.memory = new FairMemory(Math.toIntExact(alone + alone / GENEROSITY + 2), GENEROSITY);
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
    boolean packed = PackedBody.is(context);
    take(context, Math.max(announced, 0));
    InputStream body = new Limited(context, announced < 0);
    return packed ? new Unpacked(context, PackedBody.unpacked(body)) : body;
  }

  /** What the body of a request takes, of one thread. */
  private final class Taken {

    private final FairMemory.Share units = memory.share(Tenants.current());
    private long bytes;

    void add(long more) {
      bytes += more;
      if (!units.hold(Math.toIntExact((bytes + UNIT - 1) / UNIT))) {
        throw ApiException.overloaded(
            "This instance has as many request bodies in flight as its memory allows; nothing was"
                + " stored, retry the request.");
      }
    }
  }

  private void take(Context context, long more) {
    Taken taken = context.attribute(TAKEN);
    if (taken == null) {
      taken = new Taken();
      context.attribute(TAKEN, taken);
    }
    taken.add(more);
  }

  /** Gives back what the body of a request took. */
  void release(Context context) {
    Taken taken = context.attribute(TAKEN);
    if (taken != null) {
      taken.units.release();
      context.attribute(TAKEN, null);
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
        "The body arrives at less than %,d bytes per second, or takes longer than %,d seconds: send"
                .formatted(bytesPerSecond, time.toSeconds())
            + " smaller batches, or faster.");
  }

  /** Counts what is unpacked while it is: a body may unpack to a thousand times its size. */
  private final class Unpacked extends FilterInputStream {

    private final Context context;
    private long left = bytes;

    Unpacked(Context context, InputStream body) {
      super(body);
      this.context = context;
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
      take(context, read);
    }
  }

  /** Waits for bytes no longer than the rate and the time of the whole body leave. */
  private final class Limited extends FilterInputStream {

    private final Context context;
    private final EndPoint endPoint;
    private final boolean takesAsItComes;
    private final long begun = System.nanoTime();
    private long left = bytes;

    Limited(Context context, boolean takesAsItComes) throws IOException {
      super(context.req().getInputStream());
      this.context = context;
      this.endPoint = Client.request(context).getConnectionMetaData().getConnection().getEndPoint();
      this.takesAsItComes = takesAsItComes;
    }

    @Override
    public int read() throws IOException {
      byte[] octet = new byte[1];
      return read(octet, 0, 1) < 0 ? -1 : octet[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read =
          in.available() > 0 ? super.read(buffer, offset, length) : await(buffer, offset, length);
      count(Math.max(read, 0));
      return read;
    }

    private int await(byte[] buffer, int offset, int length) throws IOException {
      endPoint.setIdleTimeout(Math.min(idle.toMillis(), Math.max(1, millisLeft())));
      try {
        return super.read(buffer, offset, length);
      } catch (IOException e) {
        if (millisLeft() <= 0) {
          throw tooSlow();
        }
        throw e;
      } finally {
        endPoint.setIdleTimeout(idle.toMillis());
      }
    }

    private void count(int read) {
      left -= read;
      if (left < 0) {
        throw tooLarge();
      }
      if (takesAsItComes) {
        take(context, read);
      }
      if (millisLeft() <= 0) {
        throw tooSlow();
      }
    }

    private long millisLeft() {
      long byRate = GRACE.toMillis() + (bytes - left) * 1000 / bytesPerSecond;
      return Math.min(byRate, time.toMillis()) - NANOSECONDS.toMillis(System.nanoTime() - begun);
    }
  }
}
