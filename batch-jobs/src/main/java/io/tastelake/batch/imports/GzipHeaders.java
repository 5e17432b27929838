package io.tastelake.batch.imports;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Passes gzip members on and ends where a header is long beyond reason: it may hold a name and a
 * comment without an end (RFC 1952, section 2.3), and the decoder would hold them in memory. It
 * reads headers byte by byte, and nothing else.
 */
final class GzipHeaders extends FilterInputStream {

  static final int MAX_BYTES = 1 << 17;

  private int header;

  GzipHeaders(InputStream file) {
    super(file);
  }

  @Override
  public int read() throws IOException {
    if (++header > MAX_BYTES) {
      throw new IOException("a gzip header in it is longer than %,d bytes".formatted(MAX_BYTES));
    }
    return super.read();
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    header = 0;
    return super.read(target, offset, length);
  }
}
