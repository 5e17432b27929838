package io.tastelake.serving.http;

/** Knows callers by their tokens. Thread-safe. */
public interface Callers {

  /**
   * The caller that an Authorization header names.
   *
   * @param authorization the header's value, or null if there was none
   * @throws ApiException {@code JwtTokenExpired} if the token is genuine and too old, {@code
   *     AuthError} if there is no genuine one
   */
  Caller of(String authorization);
}
