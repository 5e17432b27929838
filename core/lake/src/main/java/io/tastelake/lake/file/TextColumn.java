package io.tastelake.lake.file;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;

/** Texts side by side in one array, decoded only when asked for: 4 bytes a row beside the text. */
final class TextColumn {

  private final int[] ends;
  private final BitSet nulls = new BitSet();
  private byte[] text;
  private int rows;

  TextColumn(int capacity) {
    this.ends = new int[capacity];
    this.text = new byte[capacity * 8];
  }

  void add(byte[] source, int from, int length) {
    int start = start(rows);
    if (text.length - start < length) {
      text = Arrays.copyOf(text, Math.max(start + length, text.length * 2));
    }
    System.arraycopy(source, from, text, start, length);
    ends[rows++] = start + length;
  }

  void addNull() {
    nulls.set(rows);
    ends[rows] = start(rows);
    rows++;
  }

  /** Gives back what was reserved and not used. */
  void trim() {
    text = Arrays.copyOf(text, start(rows));
  }

  String at(int row) {
    return nulls.get(row)
        ? null
        : new String(text, start(row), ends[row] - start(row), StandardCharsets.UTF_8);
  }

  /** Compares two texts, neither of them absent, as {@link String#compareTo} does. */
  static int compare(TextColumn a, int i, TextColumn b, int j) {
    boolean same = Arrays.equals(a.text, a.start(i), a.ends[i], b.text, b.start(j), b.ends[j]);
    return same ? 0 : a.at(i).compareTo(b.at(j));
  }

  long bytes() {
    return text.length + 4L * ends.length + nulls.size() / 8;
  }

  private int start(int row) {
    return row == 0 ? 0 : ends[row - 1];
  }
}
