package io.tastelake.serving.account;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Passwords to hashes: Argon2id (RFC 9106) with one lane, by default with 19 MiB and 2 passes,
 * OWASP's minimum, about 60 ms on one core. On half of the cores at once, so that a flood of logins
 * leaves the other half and takes little memory. Thread-safe.
 */
public final class Passwords {

  private static final int MEMORY_KIB = 19 * 1024;
  private static final int PASSES = 2;
  private static final int LANES = 1;
  private static final int HASH_BYTES = 32;
  private static final int SALT_BYTES = 16;

  private final Argon2Function argon2id;
  private final Semaphore cores =
      new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true);

  public Passwords() {
    this(MEMORY_KIB, PASSES);
  }

  /** With hashes that take more or less than OWASP's minimum. */
  public Passwords(int memoryKib, int passes) {
    this.argon2id = Argon2Function.getInstance(memoryKib, passes, LANES, HASH_BYTES, Argon2.ID);
  }

  /** A hash that names its algorithm, parameters and salt. */
  public String hash(String password) {
    return onACore(
        () -> Password.hash(password).addRandomSalt(SALT_BYTES).with(argon2id).getResult());
  }

  /** Whether {@code hash} was made of {@code password}. */
  public boolean matches(String password, String hash) {
    return onACore(
        () -> Password.check(password, hash).with(Argon2Function.getInstanceFromHash(hash)));
  }

  /** Whether {@code hash} was made with less memory or fewer passes than {@link #hash} takes. */
  boolean isWeak(String hash) {
    Argon2Function made = Argon2Function.getInstanceFromHash(hash);
    return made.getVariant() != Argon2.ID
        || made.getMemory() < argon2id.getMemory()
        || made.getIterations() < argon2id.getIterations();
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
