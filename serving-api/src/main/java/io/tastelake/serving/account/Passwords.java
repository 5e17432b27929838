package io.tastelake.serving.account;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Passwords to hashes: Argon2id (RFC 9106) with 19 MiB, 2 passes and one lane, OWASP's minimum,
 * about 60 ms on one core. On half of the cores at once, so that a flood of logins leaves the other
 * half and takes little memory. Thread-safe.
 */
public final class Passwords {

  private static final int MEMORY_KIB = 19 * 1024;
  private static final int PASSES = 2;
  private static final int LANES = 1;
  private static final int HASH_BYTES = 32;
  private static final int SALT_BYTES = 16;
  private static final Argon2Function ARGON2ID =
      Argon2Function.getInstance(MEMORY_KIB, PASSES, LANES, HASH_BYTES, Argon2.ID);

  private final Semaphore cores =
      new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true);

  /** A hash that names its algorithm, parameters and salt. */
  public String hash(String password) {
    return onACore(
        () -> Password.hash(password).addRandomSalt(SALT_BYTES).with(ARGON2ID).getResult());
  }

  /** Whether {@code hash} was made of {@code password}. */
  public boolean matches(String password, String hash) {
    return onACore(
        () -> Password.check(password, hash).with(Argon2Function.getInstanceFromHash(hash)));
  }

  /** Whether {@code hash} was made with less memory or fewer passes than {@link #hash} takes. */
  static boolean isWeak(String hash) {
    Argon2Function made = Argon2Function.getInstanceFromHash(hash);
    return made.getVariant() != Argon2.ID
        || made.getMemory() < MEMORY_KIB
        || made.getIterations() < PASSES;
  }

  private <T> T onACore(Supplier<T> work) {
    cores.acquireUninterruptibly();
    try {
      return work.get();
    } finally {
      cores.release();
    }
  }
}
