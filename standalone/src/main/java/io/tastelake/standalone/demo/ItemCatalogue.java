package io.tastelake.standalone.demo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the API shall know of items.
 *
 * @param types of the properties of one value, by name
 * @param listTypes of the properties of several values, by name
 * @param items each with its {@code item_id}
 * @param filters a query of recommendations that shows what filters are
 */
record ItemCatalogue(
    Map<String, String> types,
    Map<String, String> listTypes,
    List<Map<String, Object>> items,
    String filters) {

  private static final int ITEMS_PER_REQUEST = 1_000;

  /** Nothing is known. */
  static final ItemCatalogue NONE = new ItemCatalogue(Map.of(), Map.of(), List.of(), "");

  /** Creates the properties, then puts the items. */
  void putInto(ApiClient client) {
    types.forEach((name, type) -> create(client, name, type, Map.of()));
    listTypes.forEach((name, type) -> create(client, name, type, Map.of("repeated", true)));
    for (int from = 0; from < items.size(); from += ITEMS_PER_REQUEST) {
      int to = Math.min(items.size(), from + ITEMS_PER_REQUEST);
      client.put("items-bulk/", Map.of("items", items.subList(from, to)));
    }
  }

  private static void create(ApiClient client, String name, String type, Map<String, Object> more) {
    Map<String, Object> property = new LinkedHashMap<>(more);
    property.put("property_name", name);
    property.put("value_type", type);
    client.post("items-properties/", property);
  }
}
