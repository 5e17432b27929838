package io.tastelake.batch.imports;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;

/**
 * Ends content that unpacks to thousands of times what was read of its file: no table of events
 * repeats itself like that, and it would fill the log. Gzip cannot reach it.
 */
final class UnpackLimit extends FilterInputStream {

  static final long MAX_RATIO = 2_000;

  /** Packing in blocks, a small file has its ratio by chance. */
  static final long ALWAYS_ALLOWED = 64L << 20;

  private final LongSupplier packed;
  private long unpacked;

  /**
   * @param packed how many bytes of the file were read so far
   */
  UnpackLimit(InputStream content, LongSupplier packed) {
    super(content);
    this.packed = packed;
  }

  @Override
  public int read() throws IOException {
    int one = super.read();
    count(one < 0 ? 0 : 1);
    return one;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int count = super.read(target, offset, length);
    count(Math.max(0, count));
    return count;
  }

  private void count(int bytes) throws IOException {
    unpacked += bytes;
    if (unpacked > ALWAYS_ALLOWED && unpacked / MAX_RATIO > packed.getAsLong()) {
      throw new IOException(
          "it unpacks to more than %,d times its size. If it is right, unpack it before"
              .formatted(MAX_RATIO));
    }
  }
}
