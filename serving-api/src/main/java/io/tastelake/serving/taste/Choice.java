package io.tastelake.serving.taste;

import io.tastelake.domain.catalogue.Diversity;
import io.tastelake.domain.catalogue.ItemColumns;
import io.tastelake.domain.catalogue.Property;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.interaction.Numbers;
import io.tastelake.domain.taste.ItemFactors;
import io.tastelake.serving.catalogue.CatalogueIndex;
import io.tastelake.serving.catalogue.WrittenFilter;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Which items a list may show, and what makes neighbours differ. */
interface Choice {

  /** Any item, in its order. */
  Choice ALL =
      new Choice() {
        @Override
        public boolean holds(ItemId item) {
          return true;
        }

        @Override
        public Optional<BitSet> rows(ItemFactors factors) {
          return Optional.empty();
        }

        @Override
        public List<ItemId> after(String id, int amount, Predicate<ItemId> too) {
          return List.of();
        }

        @Override
        public List<Diversity.Criterion> criteria() {
          return List.of();
        }
      };

  /** Whether an item may be shown. */
  boolean holds(ItemId item);

  /** The rows of a model's items that may be shown; empty if all may. */
  Optional<BitSet> rows(ItemFactors factors);

  /** Items of the catalogue that may be shown, in the order of their ids, after one. */
  List<ItemId> after(String id, int amount, Predicate<ItemId> too);

  /** By what neighbours are to differ. */
  List<Diversity.Criterion> criteria();

  /** What a request's conditions say of the items as they stand. */
  static Choice of(Conditions conditions, CatalogueIndex.View view) {
    ItemColumns.Selection selection = view.select(conditions.filters());
    List<Diversity.Criterion> criteria =
        conditions.rerankings().stream().map(written -> criterion(written, view)).toList();
    return new Choice() {
      @Override
      public boolean holds(ItemId item) {
        return selection.holds(item);
      }

      @Override
      public Optional<BitSet> rows(ItemFactors factors) {
        return conditions.filters().isEmpty()
            ? Optional.empty()
            : Optional.of(selection.rows(view.rowsIn(factors), factors.size()));
      }

      @Override
      public List<ItemId> after(String id, int amount, Predicate<ItemId> too) {
        return conditions.filters().isEmpty() ? List.of() : selection.after(id, amount, too);
      }

      @Override
      public List<Diversity.Criterion> criteria() {
        return criteria;
      }
    };
  }

  private static Diversity.Criterion criterion(WrittenFilter written, CatalogueIndex.View view) {
    Property property = view.property(written);
    if (!written.op().equals("diversity")) {
      throw written.wrong("must have the operator diversity");
    }
    double weight =
        written.values().stream()
            .findFirst()
            .map(
                text ->
                    Numbers.finite(text)
                        .filter(number -> number >= 0 && number <= 100)
                        .orElseThrow(() -> written.wrong("must have a weight from 0 to 100")))
            .orElse(1.0);
    return new Diversity.Criterion(weight, item -> view.values(item, property));
  }
}
