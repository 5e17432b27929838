package io.tastelake.serving.http;

/** Knows callers by their tokens. Thread-safe. */
public interface Callers {

  /**
   * The caller that an Authorization header names. Asks nobody: it costs no more than a signature.
   *
   * @param authorization the header's value, or null if there was none
   * @throws ApiException {@code JwtTokenExpired} if the token is genuine and too old, {@code
   *     AuthError} if there is no genuine one
   */
  Caller of(String authorization);

  /**
   * Makes sure that the caller's account is still there, and has not taken back the token.
   *
   * @throws ApiException {@code AuthError} if it was deleted, {@code JwtTokenExpired} if the token
   *     was taken back
   */
  void requirePresent(Caller caller);
}
