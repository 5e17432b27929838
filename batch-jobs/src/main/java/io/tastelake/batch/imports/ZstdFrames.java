package io.tastelake.batch.imports;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Passes zstd frames on and makes sure that the file ends where a frame does (RFC 8878, section 3).
 * The decoder itself takes a cut second frame for the end of the content.
 */
final class ZstdFrames extends FilterInputStream {

  private enum Part {
    MAGIC,
    DESCRIPTOR,
    HEADER,
    BLOCK_HEADER,
    BLOCK,
    CHECKSUM,
    SKIPPED_SIZE,
    SKIPPED
  }

  private static final long FRAME = 0xFD2FB528L;
  private static final long SKIPPABLE = 0x184D2A5L;
  private static final int[] CONTENT_SIZE_BYTES = {0, 2, 4, 8};
  private static final int[] DICTIONARY_BYTES = {0, 1, 2, 4};
  private static final int ONE_BYTE_REPEATED = 1;

  private Part part = Part.MAGIC;
  private long left = Integer.BYTES;
  private int taken;
  private long value;
  private boolean checksum;
  private boolean lastBlock;

  ZstdFrames(InputStream file) {
    super(file);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int count = super.read(target, offset, length);
    if (count < 0 && !(part == Part.MAGIC && taken == 0)) {
      throw new EOFException("the file ends within a zstd frame");
    }
    for (int i = 0; i < count; ) {
      i += pass(target, offset + i, count - i);
    }
    return count;
  }

  private int pass(byte[] bytes, int offset, int available) throws IOException {
    if (part == Part.BLOCK || part == Part.SKIPPED) {
      int passed = (int) Math.min(left, available);
      left -= passed;
      follow();
      return passed;
    }
    if (taken < Integer.BYTES) {
      value |= (bytes[offset] & 0xffL) << (Byte.SIZE * taken);
    }
    taken++;
    left--;
    follow();
    return 1;
  }

  private void follow() throws IOException {
    while (left == 0) {
      switch (part) {
        case MAGIC -> followMagic();
        case DESCRIPTOR -> followDescriptor((int) value);
        case HEADER -> begin(Part.BLOCK_HEADER, 3);
        case BLOCK_HEADER -> followBlockHeader((int) value);
        case BLOCK -> {
          if (!lastBlock) {
            begin(Part.BLOCK_HEADER, 3);
          } else if (checksum) {
            begin(Part.CHECKSUM, Integer.BYTES);
          } else {
            begin(Part.MAGIC, Integer.BYTES);
          }
        }
        case SKIPPED_SIZE -> begin(Part.SKIPPED, value);
        case CHECKSUM, SKIPPED -> begin(Part.MAGIC, Integer.BYTES);
      }
    }
  }

  private void followMagic() throws IOException {
    if (value == FRAME) {
      begin(Part.DESCRIPTOR, 1);
    } else if (value >>> 4 == SKIPPABLE) {
      begin(Part.SKIPPED_SIZE, Integer.BYTES);
    } else {
      throw new IOException("something other than zstd follows a zstd frame");
    }
  }

  private void followDescriptor(int descriptor) {
    boolean singleSegment = (descriptor >> 5 & 1) == 1;
    int contentSize = CONTENT_SIZE_BYTES[descriptor >> 6];
    int contentSizeBytes = contentSize == 0 && singleSegment ? 1 : contentSize;
    int windowBytes = singleSegment ? 0 : 1;
    checksum = (descriptor >> 2 & 1) == 1;
    begin(Part.HEADER, windowBytes + DICTIONARY_BYTES[descriptor & 3] + contentSizeBytes);
  }

  private void followBlockHeader(int header) {
    lastBlock = (header & 1) == 1;
    begin(Part.BLOCK, (header >> 1 & 3) == ONE_BYTE_REPEATED ? 1 : header >> 3);
  }

  private void begin(Part next, long length) {
    part = next;
    left = length;
    taken = 0;
    value = 0;
  }
}
