package io.tastelake.serving.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The page <em>Items</em>: the catalogue.
 *
 * @param problem what the API says is wrong; empty if nothing is
 * @param rows in the order of their ids
 * @param further leads to those behind; empty if there are none
 */
public record ItemsPage(String problem, List<Row> rows, String further) {

  private static final String SIZE = "50";

  /**
   * An entry of the catalogue.
   *
   * @param values of its other properties
   */
  public record Row(NamedItem item, String values) {}

  static ItemsPage of(ApiCalls api, Visit visit, String cursor) {
    String list = Shown.link("/items-bulk", "amt", SIZE);
    ApiCalls.Answer answer =
        api.get(
            visit,
            cursor.isEmpty() ? list : Shown.link("/items-bulk", "amt", SIZE, "cursor", cursor));
    JsonNode next = answer.json().path("next_cursor");
    return new ItemsPage(
        answer.isOk() ? "" : Shown.text(answer.problem()),
        rows(answer.json()),
        next.isTextual() ? Shown.link("/console/items", "cursor", next.asText()) : "");
  }

  private static List<Row> rows(JsonNode page) {
    List<Row> rows = new ArrayList<>();
    for (JsonNode entry : page.path("items")) {
      JsonNode id = entry.path("item_id");
      Map<String, String> names =
          entry.path(NamedItem.NAME).isTextual()
              ? Map.of(id.asText(), Shown.text(entry.path(NamedItem.NAME)))
              : Map.of();
      rows.add(new Row(NamedItem.of(id, names), others(entry)));
    }
    return rows;
  }

  private static String others(JsonNode entry) {
    List<String> values = new ArrayList<>();
    entry
        .properties()
        .forEach(
            field -> {
              if (!field.getKey().equals("item_id") && !field.getKey().equals(NamedItem.NAME)) {
                values.add(Shown.text(field.getKey()) + " " + Shown.text(field.getValue()));
              }
            });
    return String.join(" · ", values);
  }
}
