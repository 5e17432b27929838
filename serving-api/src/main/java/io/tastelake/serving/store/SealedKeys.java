package io.tastelake.serving.store;

import io.tastelake.store.OnlineStore;
import io.tastelake.store.SecretsTable;
import io.tastelake.store.SigningKeysTable;
import io.tastelake.store.StoreConnection;
import io.tastelake.store.StoredKey;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** All keys of the online store as a whole: how they are encrypted, and encrypting them anew. */
public final class SealedKeys {

  private SealedKeys() {}

  /** What becomes of keys that cannot be opened. */
  public enum Lost {
    KEPT,
    /** Tokens and cursors of them are void. */
    DISCARDED
  }

  /** How many keys became what. */
  public record Changed(int sealed, int discarded) {

    private Changed plus(Changed other) {
      return new Changed(sealed + other.sealed, discarded + other.discarded);
    }
  }

  /**
   * Encrypts all keys with the seal's first one.
   *
   * @throws Seal.BrokenSealException if there is something that cannot be opened and is kept
   */
  public static Changed seal(OnlineStore store, Seal seal, Lost lost) {
    return store.inTransaction(transaction -> seal(transaction, seal, lost));
  }

  private static Changed seal(StoreConnection transaction, Seal seal, Lost lost) {
    SigningKeysTable signing = new SigningKeysTable(transaction);
    signing.lock();
    SecretsTable secrets = new SecretsTable(transaction);
    Changed changed = new Changed(0, 0);
    for (SigningKeysTable.Row row : signing.all()) {
      changed =
          changed.plus(seal(row.kid(), row.key(), seal, lost, signing::reseal, signing::delete));
    }
    for (var secret : secrets.all().entrySet()) {
      changed =
          changed.plus(
              seal(
                  secret.getKey(),
                  secret.getValue(),
                  seal,
                  lost,
                  secrets::reseal,
                  secrets::delete));
    }
    return changed;
  }

  private static Changed seal(
      String name,
      StoredKey key,
      Seal seal,
      Lost lost,
      BiConsumer<String, StoredKey> reseal,
      Consumer<String> delete) {
    try {
      byte[] opened = seal.open(name, key);
      if (seal.isCurrent(key)) {
        return new Changed(0, 0);
      }
      reseal.accept(name, seal.close(name, opened));
      return new Changed(1, 0);
    } catch (Seal.BrokenSealException e) {
      if (lost == Lost.KEPT) {
        throw e;
      }
      delete.accept(name);
      return new Changed(0, 1);
    }
  }

  /**
   * Whether all keys are encrypted with the seal's first one.
   *
   * @throws Seal.BrokenSealException if there is something that cannot be opened
   */
  public static boolean areSealed(OnlineStore store, Seal seal) {
    return store.with(
        connection -> {
          boolean sealed = true;
          for (SigningKeysTable.Row row : new SigningKeysTable(connection).all()) {
            sealed &= isSealed(row.kid(), row.key(), seal);
          }
          for (var secret : new SecretsTable(connection).all().entrySet()) {
            sealed &= isSealed(secret.getKey(), secret.getValue(), seal);
          }
          return sealed;
        });
  }

  private static boolean isSealed(String name, StoredKey key, Seal seal) {
    byte[] unused = seal.open(name, key);
    return key.sealedBy().isPresent() && seal.isCurrent(key);
  }
}
