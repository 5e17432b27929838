package io.tastelake.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecretsTableTest extends TestDatabases {

  @Test
  void theFirstSecretOfANameIsTheSecretForAll() {
    assertThat(findOrAdd("cursors", 1)).containsExactly(1);
    assertThat(findOrAdd("cursors", 2)).containsExactly(1);
    assertThat(findOrAdd("tokens", 3)).containsExactly(3);
  }

  private byte[] findOrAdd(String name, int fresh) {
    return store.with(
        connection -> new SecretsTable(connection).findOrAdd(name, new byte[] {(byte) fresh}));
  }
}
