package io.tastelake.standalone;

import java.security.SecureRandom;
import java.util.Base64;

/** Passwords of 144 random bits, as 24 url-safe characters. */
public final class RandomPassword {

  private RandomPassword() {}

  public static String create() {
    byte[] bits = new byte[18];
    new SecureRandom().nextBytes(bits);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
  }
}
