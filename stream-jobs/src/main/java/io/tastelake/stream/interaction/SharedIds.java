package io.tastelake.stream.interaction;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.Interned;
import io.tastelake.domain.identity.ItemId;

/** Ids and types as messages and state spell them: of one text mostly one object. */
public final class SharedIds {

  private static final Interned<DatabaseId> DATABASES = new Interned<>(DatabaseId::new, 1 << 8);
  private static final Interned<ItemId> ITEMS = new Interned<>(ItemId::new, 1 << 14);
  private static final Interned<String> TYPES = new Interned<>(type -> type, 1 << 10);

  private SharedIds() {}

  public static DatabaseId database(String text) {
    return DATABASES.of(text);
  }

  public static ItemId item(String text) {
    return ITEMS.of(text);
  }

  /** An interaction type. */
  public static String type(String text) {
    return TYPES.of(text);
  }
}
