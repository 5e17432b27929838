package io.tastelake.serving.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.serving.outcome.ShownLists;
import java.util.ArrayList;
import java.util.List;

/**
 * The page of one item.
 *
 * @param id as it was typed
 * @param shownId the same, with what cannot be seen spelled out
 * @param problem what the API says is wrong; empty if nothing is
 * @param values the properties that the catalogue has of it
 * @param related what is shown beside it
 * @param source where the related items come from
 * @param relatedNote why there are none; empty if there are
 */
public record ItemPage(
    String id,
    String shownId,
    String problem,
    List<Value> values,
    List<NamedItem> related,
    String source,
    String relatedNote) {

  private static final String MAX_RELATED = "12";

  /** Keeps what the console looks at apart from what customers are shown. */
  static final String SCENARIO = ShownLists.UNCOUNTED;

  /** A property's value. */
  public record Value(String property, String value) {}

  static ItemPage of(ApiCalls api, Visit visit, String id) {
    String segment = Shown.segment(id);
    ApiCalls.Answer entry = api.get(visit, "/items/" + segment);
    if (!entry.isOk() && entry.status() != 404) {
      return new ItemPage(
          id, Shown.text(id), Shown.text(entry.problem()), List.of(), List.of(), "", "");
    }
    ApiCalls.Answer related =
        api.get(
            visit,
            Shown.link(
                "/recommendation/items/" + segment + "/items",
                "amt",
                MAX_RELATED,
                "scenario",
                SCENARIO));
    return new ItemPage(
        id,
        Shown.text(id),
        "",
        values(entry.json().path("item")),
        NamedItem.of(api, visit, related),
        Shown.text(related.source()),
        related.isOk() ? "" : Shown.text(related.problem()));
  }

  private static List<Value> values(JsonNode entry) {
    List<Value> values = new ArrayList<>();
    entry
        .properties()
        .forEach(
            field -> {
              if (!field.getKey().equals("item_id")) {
                values.add(new Value(Shown.text(field.getKey()), Shown.text(field.getValue())));
              }
            });
    return values;
  }
}
