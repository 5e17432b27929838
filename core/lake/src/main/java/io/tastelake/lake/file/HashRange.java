package io.tastelake.lake.file;

/** Actor hashes from {@code first} to {@code last}, both inclusive. */
public record HashRange(long first, long last) {

  public static final HashRange ALL = new HashRange(Long.MIN_VALUE, Long.MAX_VALUE);

  /** One hash alone. */
  public static HashRange point(long hash) {
    return new HashRange(hash, hash);
  }

  public boolean holds(long hash) {
    return hash >= first && hash <= last;
  }

  /** Whether a hash from {@code min} to {@code max} may lie in it. */
  public boolean meets(long min, long max) {
    return max >= first && min <= last;
  }
}
