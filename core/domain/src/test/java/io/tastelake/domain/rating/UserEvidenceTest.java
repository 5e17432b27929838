package io.tastelake.domain.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.rating.ImplicitToExplicitParameters.Weight;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class UserEvidenceTest {

  private static final ImplicitToExplicitParameters SHOP =
      new ImplicitToExplicitParameters(
          Map.of("view", new Weight(1, Optional.empty()), "buy", new Weight(9, Optional.empty())),
          OptionalDouble.of(30),
          10);
  private static final ItemId SEEN = new ItemId("seen");
  private static final ItemId RATED = new ItemId("rated");

  /** Something that is known of an item: an interaction or a given rating. */
  record Fact(ItemId item, Optional<Contribution> contribution, Optional<Rating> given) {

    ItemEvidence evidence() {
      return contribution
          .map(one -> ItemEvidence.of(one, SHOP))
          .orElseGet(() -> ItemEvidence.ofGiven(given.orElseThrow()));
    }
  }

  @Test
  void aGivenRatingOutranksTheInferredOneOfItsItem() {
    UserEvidence evidence = new UserEvidence(SHOP);
    evidence.add(SEEN, new Contribution("view", 5, Map.of()));
    evidence.add(RATED, new Contribution("buy", 5, Map.of()));
    evidence.give(RATED, new Rating(2, 1));
    RatedItems ratings = evidence.ratings();
    double seen = 5.5 + 4.5 * (1 - Math.exp(-0.1));
    assertThat(ratings.values().get(SEEN)).isCloseTo(seen, within(1e-12));
    assertThat(ratings.values()).containsEntry(RATED, 2.0);
    assertThat(ratings.inferred().get(RATED).value()).isGreaterThan(5.5);
    assertThat(ratings.byItem().get(RATED).effective()).contains(new Rating(2, 1));
  }

  @Test
  void manyItemsAreKeptApart() {
    UserEvidence evidence = new UserEvidence(SHOP);
    for (int item = 0; item < 1_000; item++) {
      Contribution contribution = new Contribution(item % 3 == 0 ? "buy" : "view", item, Map.of());
      evidence.add(new ItemId("item-" + item), contribution);
      assertThat(evidence.size()).isEqualTo(item + 1);
    }
    evidence.give(RATED, new Rating(2, 1));
    assertThat(evidence.size()).isEqualTo(1_001);
    RatedItems ratings = evidence.ratings();
    assertThat(ratings.inferred()).hasSize(1_000);
    for (int item = 0; item < 1_000; item++) {
      double sum = item % 3 == 0 ? 9 : 1;
      Rating rating = ratings.inferred().get(new ItemId("item-" + item));
      assertThat(rating.value()).isCloseTo(5.5 + 4.5 * (1 - Math.exp(-sum / 10)), within(1e-12));
      assertThat(rating.timestamp()).isEqualTo(item);
    }
    evidence.giveNothing();
    assertThat(evidence.ratings().byItem()).hasSize(1_000).doesNotContainKey(RATED);
    assertThat(evidence.parameters()).isEqualTo(SHOP);
  }

  @Test
  void withoutParametersOnlyGivenRatingsCount() {
    UserEvidence evidence = new UserEvidence(ImplicitToExplicitParameters.NONE);
    evidence.add(SEEN, new Contribution("view", 5, Map.of()));
    evidence.give(RATED, new Rating(2, 1));
    assertThat(evidence.ratings().inferred()).isEmpty();
    assertThat(evidence.ratings().values()).containsOnly(Map.entry(RATED, 2.0));
  }

  @Test
  void typesWithoutWeightAddNoItem() {
    UserEvidence evidence = new UserEvidence(SHOP);
    evidence.add(SEEN, new Contribution("unknown", 5, Map.of()));
    assertThat(evidence.items()).isEmpty();
  }

  @Property
  void neitherOrderNorGroupingMatters(@ForAll("facts") List<Fact> facts, @ForAll Random random) {
    List<Fact> shuffled = new ArrayList<>(facts);
    Collections.shuffle(shuffled, random);
    int cut = random.nextInt(facts.size() + 1);
    ItemEvidence parts =
        sum(shuffled.subList(cut, facts.size())).plus(sum(shuffled.subList(0, cut)), SHOP);
    ItemEvidence whole = sum(facts);
    assertThat(parts.given()).isEqualTo(whole.given());
    assertThat(parts.evidence().last()).isEqualTo(whole.evidence().last());
    assertThat(value(parts)).isCloseTo(value(whole), within(1e-9));
  }

  @Property
  void aUserIsTheSumOfEachItem(@ForAll("facts") List<Fact> facts) {
    UserEvidence evidence = new UserEvidence(SHOP);
    for (Fact fact : facts) {
      fact.contribution().ifPresent(one -> evidence.add(fact.item(), one));
      fact.given().ifPresent(rating -> evidence.give(fact.item(), rating));
    }
    for (ItemId item : List.of(SEEN, RATED)) {
      ItemEvidence alone = sum(facts.stream().filter(fact -> fact.item().equals(item)).toList());
      ItemEvidence within = evidence.items().getOrDefault(item, ItemEvidence.NONE);
      assertThat(within).isEqualTo(alone);
    }
  }

  @Property
  void noneIsNeutral(@ForAll("facts") List<Fact> facts) {
    ItemEvidence evidence = sum(facts);
    assertThat(evidence.plus(ItemEvidence.NONE, SHOP)).isEqualTo(evidence);
    assertThat(ItemEvidence.NONE.plus(evidence, SHOP)).isEqualTo(evidence);
  }

  private static ItemEvidence sum(List<Fact> facts) {
    ItemEvidence sum = ItemEvidence.NONE;
    for (Fact fact : facts) {
      sum = sum.plus(fact.evidence(), SHOP);
    }
    return sum;
  }

  private static double value(ItemEvidence evidence) {
    return evidence.rating(SHOP).inferred().map(Rating::value).orElse(0.0);
  }

  @Provide
  Arbitrary<List<Fact>> facts() {
    Arbitrary<ItemId> items = Arbitraries.of(SEEN, RATED);
    Arbitrary<Double> times = Arbitraries.doubles().between(0, 3_500_000_000.0);
    Arbitrary<Fact> interactions =
        Combinators.combine(items, Arbitraries.of("view", "buy", "unknown"), times)
            .as(
                (item, type, at) ->
                    new Fact(
                        item, Optional.of(new Contribution(type, at, Map.of())), Optional.empty()));
    Arbitrary<Fact> given =
        Combinators.combine(items, Arbitraries.doubles().between(1, 10), times)
            .as(
                (item, value, at) ->
                    new Fact(item, Optional.empty(), Optional.of(new Rating(value, at))));
    return Arbitraries.oneOf(interactions, given).list().ofMaxSize(30);
  }
}
