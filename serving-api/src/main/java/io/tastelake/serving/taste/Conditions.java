package io.tastelake.serving.taste;

import io.tastelake.domain.identity.ItemId;
import io.tastelake.serving.catalogue.WrittenFilter;
import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.ErrorName;
import io.tastelake.serving.http.JsonFields;
import io.tastelake.serving.http.Query;
import io.tastelake.serving.identity.IdTypes;
import io.tastelake.serving.identity.JsonId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a request wants of a list beside its order.
 *
 * @param filters which items may be in it
 * @param rerankings by which properties neighbours are to differ
 * @param excluded items that are left out
 * @param scenario a name that the answer repeats
 */
record Conditions(
    List<WrittenFilter> filters,
    List<WrittenFilter> rerankings,
    Set<ItemId> excluded,
    Optional<String> scenario) {

  private static final String EXCLUDED = "exclude_items_id";
  private static final int MAX_EXCLUDED = 1_000;

  static Conditions of(Query query, IdTypes types) {
    Set<ItemId> excluded = new LinkedHashSet<>();
    query.list(EXCLUDED).forEach(id -> excluded.add(types.item(id)));
    return sound(
        new Conditions(
            WrittenFilter.of(query, "filters"),
            WrittenFilter.of(query, "reranking"),
            excluded,
            query.text("scenario")));
  }

  static Conditions of(JsonFields fields, IdTypes types) {
    Set<ItemId> excluded = new LinkedHashSet<>();
    for (JsonId id : fields.ids(EXCLUDED).orElse(List.of())) {
      excluded.add(types.item(id));
    }
    return sound(
        new Conditions(
            WrittenFilter.of(fields, "filters"),
            WrittenFilter.of(fields, "reranking"),
            excluded,
            fields.text("scenario").filter(text -> !text.isEmpty())));
  }

  private static Conditions sound(Conditions conditions) {
    if (conditions.excluded().size() > MAX_EXCLUDED) {
      throw ApiException.wrongData(
          ErrorName.WRONG_DATA_TYPE,
          "More than %,d items are to be excluded: send fewer.".formatted(MAX_EXCLUDED));
    }
    if (conditions.scenario().filter(name -> !name.matches("[\\x20-\\x7e]{1,64}")).isPresent()) {
      throw ApiException.wrongData(
          ErrorName.WRONG_DATA_TYPE, "A scenario must be 1 to 64 printable ASCII characters.");
    }
    return conditions;
  }

  /** Whether they ask for nothing that is told of items. */
  boolean plain() {
    return filters.isEmpty() && rerankings.isEmpty();
  }

  /** The same text for the same list. */
  String name() {
    return filters + " " + rerankings + " " + excluded.stream().map(ItemId::value).toList();
  }
}
