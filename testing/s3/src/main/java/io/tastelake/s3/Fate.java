package io.tastelake.s3;

/** What befalls a request. */
public enum Fate {
  /** It is served and answered. */
  SERVED,
  /** It is served, and the connection breaks before the answer. */
  ANSWER_LOST,
  /** It is not served; the answer is 409, as S3 gives it when a put meets another change. */
  CONFLICT,
  /** It is not served; the answer is 403. */
  FORBIDDEN,
  /** It is not served; the answer is 503. */
  UNAVAILABLE
}
