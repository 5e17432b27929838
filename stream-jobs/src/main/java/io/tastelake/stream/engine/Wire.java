package io.tastelake.stream.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** How serializers write numbers and texts: short where values are small. */
public final class Wire {

  private static final int CONTINUED = 0x80;

  private Wire() {}

  /** Writes a number in 7 bits a byte, so that numbers near 0 take one. */
  public static void writeLong(long value, DataOutputView target) throws IOException {
    long left = value << 1 ^ value >> 63;
    while ((left & -CONTINUED) != 0) {
      target.writeByte((int) (left & (CONTINUED - 1)) | CONTINUED);
      left >>>= 7;
    }
    target.writeByte((int) left);
  }

  public static long readLong(DataInputView source) throws IOException {
    long read = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      int next = source.readUnsignedByte();
      read |= (long) (next & (CONTINUED - 1)) << shift;
      if (next < CONTINUED) {
        return read >>> 1 ^ -(read & 1);
      }
    }
    throw new IOException("A number between two tasks or in the state is damaged.");
  }

  public static void writeInt(int value, DataOutputView target) throws IOException {
    writeLong(value, target);
  }

  public static int readInt(DataInputView source) throws IOException {
    return Math.toIntExact(readLong(source));
  }

  /** Writes a text that may be null. */
  public static void writeText(String text, DataOutputView target) throws IOException {
    if (text == null) {
      writeInt(-1, target);
    } else {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      writeInt(bytes.length, target);
      target.write(bytes);
    }
  }

  /** Reads what {@link #writeText} wrote. */
  public static String readText(DataInputView source) throws IOException {
    int length = readInt(source);
    if (length < 0) {
      return null;
    }
    byte[] bytes = new byte[length];
    source.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
