package io.tastelake.serving.store;

import io.tastelake.store.OnlineStore;
import io.tastelake.store.SecretsTable;
import java.security.SecureRandom;

/** Keys that all instances share: made by whoever needs one first. */
public final class Secrets {

  private static final int BYTES = 32;

  private final OnlineStore store;
  private final SecureRandom random;

  public Secrets(OnlineStore store, SecureRandom random) {
    this.store = store;
    this.random = random;
  }

  /** 32 random bytes, the same whenever and wherever they are asked for. */
  public byte[] named(String name) {
    byte[] fresh = new byte[BYTES];
    random.nextBytes(fresh);
    return store.with(connection -> new SecretsTable(connection).findOrAdd(name, fresh));
  }
}
