package io.tastelake.serving.http;

import io.javalin.http.Context;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * How large a request body may be.
 *
 * @param bytes the most that is read as a body
 */
record BodyLimit(long bytes) {

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /**
   * The body of a request, which fails with {@code WrongData} where it passes the limit.
   *
   * @throws ApiException {@code WrongData} if the request announces a larger body
   */
  InputStream open(Context context) throws IOException {
    if (context.req().getContentLengthLong() > bytes) {
      throw tooLarge();
    }
    return new Limited(context.req().getInputStream());
  }

  /**
   * Reads what a caller is still sending, up to the limit once more: a caller that is cut off while
   * it sends never sees the answer. Longer bodies are cut off, and so are slow ones, since nobody
   * may hold a thread for sending what is refused.
   */
  void discardRest(Context context) {
    boolean waitsForLeave = context.header("Expect") != null;
    if (waitsForLeave) {
      return;
    }
    byte[] buffer = new byte[16 * 1024];
    try {
      InputStream body = context.req().getInputStream();
      long left = bytes;
      int read = 0;
      long begun = System.nanoTime();
      while (left > 0 && read >= 0 && System.nanoTime() - begun < PATIENCE.toNanos()) {
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
        "The body is larger than %,d bytes: send it in smaller parts.".formatted(bytes));
  }

  private final class Limited extends FilterInputStream {

    private long left = bytes;

    Limited(InputStream body) {
      super(body);
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
    }
  }
}
