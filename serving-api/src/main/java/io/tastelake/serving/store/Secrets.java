package io.tastelake.serving.store;

import io.tastelake.store.OnlineStore;
import io.tastelake.store.SecretsTable;
import io.tastelake.store.StoredKey;
import java.security.SecureRandom;

/** Keys that all instances share: made by whoever needs one first. */
public final class Secrets {

  private static final int BYTES = 32;

  private final OnlineStore store;
  private final Seal seal;
  private final SecureRandom random;

  public Secrets(OnlineStore store, Seal seal, SecureRandom random) {
    this.store = store;
    this.seal = seal;
    this.random = random;
  }

  /**
   * 32 random bytes, the same whenever and wherever they are asked for.
   *
   * @throws Seal.BrokenSealException if they are encrypted with what is not known here
   */
  public byte[] named(String name) {
    byte[] fresh = new byte[BYTES];
    random.nextBytes(fresh);
    StoredKey closed = seal.close(name, fresh);
    return seal.open(
        name, store.with(connection -> new SecretsTable(connection).findOrAdd(name, closed)));
  }
}
