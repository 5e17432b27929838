package io.tastelake.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  /** The one that {@code file} holds; a new one is kept there if there is none yet. */
  static String keptIn(Path file) throws IOException {
    if (!Files.exists(file)) {
      PrivateFile.write(file, create());
    }
    return Files.readString(file);
  }
}
