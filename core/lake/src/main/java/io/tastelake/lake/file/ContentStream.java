package io.tastelake.lake.file;

import io.delta.kernel.defaults.engine.fileio.SeekableInputStream;
import java.io.EOFException;
import java.util.Objects;

/** A file's content that is in memory. */
final class ContentStream extends SeekableInputStream {

  private final byte[] content;
  private int position;

  ContentStream(byte[] content) {
    this.content = content;
  }

  @Override
  public long getPos() {
    return position;
  }

  @Override
  public void seek(long target) throws EOFException {
    if (target < 0 || target > content.length) {
      throw new EOFException("There is no byte %,d of %,d.".formatted(target, content.length));
    }
    position = (int) target;
  }

  @Override
  public void readFully(byte[] target, int offset, int length) throws EOFException {
    if (length > content.length - position) {
      throw new EOFException(
          "There are %,d bytes after byte %,d, not %,d."
              .formatted(content.length - position, position, length));
    }
    System.arraycopy(content, position, target, offset, length);
    position += length;
  }

  @Override
  public int read() {
    return position == content.length ? -1 : content[position++] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    if (position == content.length) {
      return -1;
    }
    int taken = Math.min(length, content.length - position);
    System.arraycopy(content, position, target, offset, taken);
    position += taken;
    return taken;
  }

  @Override
  public int available() {
    return content.length - position;
  }
}
