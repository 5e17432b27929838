package io.tastelake.s3;

/** What becomes of {@code If-None-Match: *}. */
public enum Condition {
  /** Of puts of one key, however many at once, the first alone succeeds. */
  HONOURED,
  /** It looks, and then puts: of two at the same moment both succeed. */
  LOOKED_UP,
  /** Every put succeeds. */
  IGNORED
}
