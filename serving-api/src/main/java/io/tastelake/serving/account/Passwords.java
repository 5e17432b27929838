package io.tastelake.serving.account;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Passwords to hashes: Argon2id (RFC 9106) with 16 MiB and 2 passes, about 50 ms on one core. As
 * many at once as there are cores, so that a flood of logins takes little memory. Thread-safe.
 */
public final class Passwords {

  private static final int MEMORY_KIB = 16 * 1024;
  private static final int PASSES = 2;
  private static final int LANES = 1;
  private static final int HASH_BYTES = 32;
  private static final int SALT_BYTES = 16;
  private static final Argon2Function ARGON2ID =
      Argon2Function.getInstance(MEMORY_KIB, PASSES, LANES, HASH_BYTES, Argon2.ID);

  private final Semaphore cores = new Semaphore(Runtime.getRuntime().availableProcessors());

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

  private <T> T onACore(Supplier<T> work) {
    cores.acquireUninterruptibly();
    try {
      return work.get();
    } finally {
      cores.release();
    }
  }
}
