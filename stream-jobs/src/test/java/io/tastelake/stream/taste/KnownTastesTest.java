package io.tastelake.stream.taste;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.interaction.InteractionContent;
import io.tastelake.domain.rating.ImplicitToExplicitParameters;
import io.tastelake.domain.rating.ImplicitToExplicitParameters.Weight;
import io.tastelake.domain.rating.Rating;
import io.tastelake.stream.interaction.InteractionsState.Transition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Additions are added, and whatever else changes makes a user unknown. */
class KnownTastesTest {

  private static final ImplicitToExplicitParameters PARAMETERS = parameters(10);

  private final KnownTastes tastes = new KnownTastes(100);

  private static ImplicitToExplicitParameters parameters(double saturation) {
    return new ImplicitToExplicitParameters(
        Map.of("view", new Weight(1, Optional.empty())), OptionalDouble.of(30), saturation);
  }

  private static InteractionContent view(String item, double timestamp) {
    return new InteractionContent(new ItemId(item), "view", timestamp, null);
  }

  private static KnownTaste taste(InteractionContent... interactions) {
    return KnownTaste.of(new UserContents(List.of(interactions), Map.of()), PARAMETERS);
  }

  private static Transition transition(InteractionContent before, InteractionContent after) {
    return new Transition(Optional.ofNullable(before), Optional.ofNullable(after));
  }

  @Test
  void whatIsAddedCountsAsIfItHadBeenThere() {
    tastes.keep("ann", taste(view("lamp", 5e6)));
    tastes.change("ann", transition(null, view("lamp", 1e6)));
    tastes.change("ann", transition(null, view("sofa", 9e6)));
    KnownTaste known = tastes.find("ann", PARAMETERS).orElseThrow();
    assertThat(known.ratings())
        .isEqualTo(taste(view("lamp", 5e6), view("lamp", 1e6), view("sofa", 9e6)).ratings());
  }

  @Test
  void whatIsTakenAwayOrBecomesAnotherMakesUnknown() {
    for (InteractionContent after : new InteractionContent[] {null, view("sofa", 5)}) {
      tastes.keep("ann", taste(view("lamp", 5)));
      tastes.change("ann", transition(view("lamp", 5), view("lamp", 5)));
      assertThat(tastes.find("ann", PARAMETERS)).isPresent();
      tastes.change("ann", transition(view("lamp", 5), after));
      assertThat(tastes.find("ann", PARAMETERS)).isEmpty();
    }
  }

  @Test
  void otherParametersMakeUnknown() {
    tastes.keep("ann", taste(view("lamp", 5)));
    assertThat(tastes.find("ann", parameters(10))).isPresent();
    assertThat(tastes.find("ann", parameters(11))).isEmpty();
    assertThat(tastes.find("ann", PARAMETERS)).isEmpty();
  }

  @Test
  void givenRatingsAreReadAnewWhenTheyChange() {
    tastes.keep("ann", taste());
    KnownTaste known = tastes.find("ann", PARAMETERS).orElseThrow();
    assertThat(known.isEmpty()).isTrue();
    tastes.givenChanged("ann");
    assertThat(known.givenIsKnown()).isFalse();
    known.give(Map.of(new ItemId("lamp"), new Rating(9, 1)));
    assertThat(known.ratings().values()).containsOnly(Map.entry(new ItemId("lamp"), 9.0));
    known.give(Map.of());
    assertThat(known.isEmpty()).isTrue();
    assertThat(known.ratings().values()).isEmpty();
  }

  @Test
  void whoWasActiveLongestAgoIsEvicted() {
    for (int user = 0; user < 20; user++) {
      tastes.keep("user-" + user, taste(view("lamp", 1)));
      assertThat(tastes.find("user-0", PARAMETERS)).isPresent();
    }
    assertThat(tastes.find("user-1", PARAMETERS)).isEmpty();
    assertThat(tastes.find("user-19", PARAMETERS)).isPresent();
    for (int item = 0; item < 200; item++) {
      tastes.change("user-0", transition(null, view("item-" + item, 1)));
    }
    assertThat(tastes.find("user-0", PARAMETERS)).as("larger than the budget").isEmpty();
  }
}
