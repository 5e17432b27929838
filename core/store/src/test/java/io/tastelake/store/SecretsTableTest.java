package io.tastelake.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class SecretsTableTest extends TestDatabases {

  @Test
  void theFirstSecretOfANameIsTheSecretForAll() {
    assertThat(findOrAdd("cursors", 1)).containsExactly(1);
    assertThat(findOrAdd("cursors", 2)).containsExactly(1);
    assertThat(findOrAdd("tokens", 3)).containsExactly(3);
  }

  @Test
  void aSecretIsStoredInAnotherFormAndDeleted() {
    byte[] unused = findOrAdd("cursors", 1);
    StoredKey sealed = new StoredKey(new byte[] {7}, Optional.of("a key"));
    store.run(connection -> new SecretsTable(connection).reseal("cursors", sealed));
    StoredKey stored = store.with(connection -> new SecretsTable(connection).all()).get("cursors");
    assertThat(stored.value()).containsExactly(7);
    assertThat(stored.sealedBy()).contains("a key");
    store.run(connection -> new SecretsTable(connection).delete("cursors"));
    assertThat(findOrAdd("cursors", 2)).containsExactly(2);
  }

  private byte[] findOrAdd(String name, int fresh) {
    StoredKey secret = new StoredKey(new byte[] {(byte) fresh}, Optional.empty());
    return store.with(connection -> new SecretsTable(connection).findOrAdd(name, secret)).value();
  }
}
