package io.tastelake.lake.file;

/**
 * What a reader may keep in memory. All are bytes.
 *
 * @param decodedRows for rows of small files, which are decoded once and kept
 * @param layouts for footers and page indexes of files that are read page by page
 * @param deletionVectors for the rows that were deleted without rewriting their file
 * @param wholeFile files up to this size are decoded whole; larger ones are read page by page
 */
public record LakeReadConfig(long decodedRows, long layouts, long deletionVectors, long wholeFile) {

  private static final long MIB = 1L << 20;

  public LakeReadConfig {
    if (decodedRows < 0 || layouts < 0 || deletionVectors < 0 || wholeFile < 0) {
      throw new IllegalArgumentException("A budget must be at least 0 bytes; 0 keeps nothing.");
    }
  }

  /** Budgets for some hundred fresh files beside some thousand settled ones: 448 MiB at most. */
  public static LakeReadConfig defaults() {
    return new LakeReadConfig(256 * MIB, 128 * MIB, 64 * MIB, 4 * MIB);
  }
}
