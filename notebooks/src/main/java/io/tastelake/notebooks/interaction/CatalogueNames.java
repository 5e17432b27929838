package io.tastelake.notebooks.interaction;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.tastelake.domain.catalogue.EntryKind;
import io.tastelake.domain.catalogue.Property;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.store.CatalogueEntriesTable;
import io.tastelake.store.CataloguePropertiesTable;
import io.tastelake.store.StoreConnection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What the catalogue of a database calls its items: the property {@code name}. */
final class CatalogueNames {

  /** A JSON object of names by id, for who has a lake and no store. */
  static final String NAMES = "TASTELAKE_NAMES";

  private static final String PROPERTY = "name";
  private static final int PAGE = 5_000;

  private CatalogueNames() {}

  /**
   * Finds them.
   *
   * @param environment of this process
   * @param note gets a sentence if they cannot be had
   */
  static Map<ItemId, String> of(
      String database, Map<String, String> environment, Consumer<String> note) {
    String given = environment.get(NAMES);
    if (given != null) {
      Map<ItemId, String> names = new HashMap<>();
      JsonParser.parseString(given)
          .getAsJsonObject()
          .entrySet()
          .forEach(name -> names.put(new ItemId(name.getKey()), name.getValue().getAsString()));
      return names;
    }
    return NamedStore.ask(
            environment,
            "Names of items are not known",
            note,
            store -> stored(store, new DatabaseId(database)))
        .orElse(Map.of());
  }

  private static Map<ItemId, String> stored(StoreConnection store, DatabaseId database) {
    Optional<Property> name =
        new CataloguePropertiesTable(store)
            .of(database, EntryKind.ITEM).stream()
                .filter(property -> property.name().equals(PROPERTY) && !property.repeated())
                .findFirst();
    Map<ItemId, String> names = new HashMap<>();
    name.ifPresent(property -> fill(names, store, database, Long.toString(property.slot())));
    return names;
  }

  private static void fill(
      Map<ItemId, String> names, StoreConnection store, DatabaseId database, String slot) {
    CatalogueEntriesTable entries = new CatalogueEntriesTable(store);
    String last = "";
    List<CatalogueEntriesTable.Row> page;
    do {
      page = entries.after(database, EntryKind.ITEM, last, PAGE);
      for (CatalogueEntriesTable.Row row : page) {
        last = row.id();
        row.properties()
            .flatMap(properties -> text(properties, slot))
            .ifPresent(name -> names.put(new ItemId(row.id()), name));
      }
    } while (!page.isEmpty());
  }

  private static Optional<String> text(String properties, String slot) {
    JsonObject values = JsonParser.parseString(properties).getAsJsonObject();
    return Optional.ofNullable(values.get(slot))
        .filter(JsonElement::isJsonPrimitive)
        .map(JsonElement::getAsString);
  }
}
