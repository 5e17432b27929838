package io.tastelake.store;

import java.util.List;

/**
 * Vectors one after the other in one array, which PostgreSQL takes as it is; a vector is the part
 * from {@code firsts} to {@code lasts}, both counted from 1.
 */
@SuppressWarnings("ArrayRecordComponent") // it is never compared
record JoinedVectors(float[] numbers, int[] firsts, int[] lasts) {

  static JoinedVectors of(List<float[]> vectors) {
    float[] numbers = new float[vectors.stream().mapToInt(vector -> vector.length).sum()];
    int[] firsts = new int[vectors.size()];
    int[] lasts = new int[vectors.size()];
    int end = 0;
    for (int i = 0; i < firsts.length; i++) {
      float[] vector = vectors.get(i);
      System.arraycopy(vector, 0, numbers, end, vector.length);
      firsts[i] = end + 1;
      end += vector.length;
      lasts[i] = end;
    }
    return new JoinedVectors(numbers, firsts, lasts);
  }
}
