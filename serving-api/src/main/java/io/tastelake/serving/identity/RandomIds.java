package io.tastelake.serving.identity;

import java.security.SecureRandom;
import java.util.Base64;

/** Fresh ids of 128 random bits, as 22 url-safe base64 characters. */
public final class RandomIds {

  private static final int BYTES = 16;

  private final SecureRandom random;

  public RandomIds(SecureRandom random) {
    this.random = random;
  }

  /** An id that nothing else has. */
  public String next() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
