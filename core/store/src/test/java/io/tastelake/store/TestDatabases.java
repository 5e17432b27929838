package io.tastelake.store;

import io.tastelake.domain.identity.DatabaseId;
import org.junit.jupiter.api.AfterEach;

/** Two databases in a store of their own. */
abstract class TestDatabases {

  static final DatabaseId SHOP = new DatabaseId("shop000000000000000000");
  static final DatabaseId OTHER = new DatabaseId("other00000000000000000");

  final TestStore postgres = TestStore.start();
  final OnlineStore store = OnlineStore.over(postgres::connect);
  final StoreConnection connection = store.open();

  TestDatabases() {
    postgres.addDatabase(SHOP, "urlsafe64", "urlsafe64");
    postgres.addDatabase(OTHER, "urlsafe64", "urlsafe64");
  }

  @AfterEach
  void drop() {
    connection.close();
    postgres.close();
  }
}
