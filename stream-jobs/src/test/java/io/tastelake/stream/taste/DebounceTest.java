package io.tastelake.stream.taste;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.Interaction;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.rating.ImplicitToExplicitParameters;
import io.tastelake.domain.rating.ImplicitToExplicitParameters.Weight;
import io.tastelake.domain.taste.ItemFactors;
import io.tastelake.stream.log.SourceRecord;
import io.tastelake.stream.store.DatabaseTaste;
import io.tastelake.stream.store.StoreView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A job that is behind gathers longer, and says how far it is behind. */
@SuppressWarnings("try") // harnesses may be interrupted while they close
class DebounceTest {

  private static final DatabaseId DATABASE = DatabaseId.of(new UUID(3, 4));
  private static final Debounce DEBOUNCE =
      new Debounce(Duration.ofMillis(50), Duration.ofMillis(600));

  private final List<TasteUpdate> updates = new ArrayList<>();

  @Test
  void asLongAsItIsBehindWithinBounds() {
    assertThat(DEBOUNCE.millis(0)).isEqualTo(50);
    assertThat(DEBOUNCE.millis(70)).isEqualTo(70);
    assertThat(DEBOUNCE.millis(Long.MAX_VALUE)).isEqualTo(600);
    assertThat(Debounce.of(Duration.ofSeconds(3)).millis(7_000)).isEqualTo(3_000);
  }

  @Test
  void boundsThatMakeNoSenseAreRefused() {
    assertThatThrownBy(() -> new Debounce(Duration.ZERO, Duration.ofSeconds(1)))
        .hasMessageContaining("at least 1 ms");
    assertThatThrownBy(() -> new Debounce(Duration.ofSeconds(2), Duration.ofSeconds(1)))
        .hasMessageContaining("PT1S is shorter than the flush interval, PT2S");
  }

  @Test
  void changesGatherLongerWhileTheJobIsBehind() throws Exception {
    try (Operators operators = Operators.start(DebounceTest::factors, updates::add, DEBOUNCE)) {
      operators.view(view());
      operators.advance(10_000);
      happen(operators, 1, 9_000);
      operators.advance(300);
      happen(operators, 2, 9_100);
      operators.advance(299);
      assertThat(updates).isEmpty();
      operators.advance(2);
      assertThat(updates).hasSize(1);
      assertThat(updates.get(0).ratings()).hasSize(2);

      happen(operators, 3, 10_600);
      operators.advance(51);
      assertThat(updates).hasSize(2);
    }
  }

  @Test
  void theLagIsTheMostOfAWhile() {
    AtomicLong clock = new AtomicLong(1_000_000);
    Lag lag = new Lag(clock::get);
    assertThat(lag.getValue()).isZero();
    lag.updated(2_500);
    lag.updated(100);
    assertThat(lag.getValue()).isEqualTo(2.5);
    clock.addAndGet(10_000);
    lag.updated(300);
    assertThat(lag.getValue()).isEqualTo(2.5);
    clock.addAndGet(10_000);
    assertThat(lag.getValue()).isEqualTo(0.3);
    clock.addAndGet(50_000);
    assertThat(lag.getValue()).isZero();
  }

  private static void happen(Operators operators, int number, long acceptedAtMillis)
      throws Exception {
    Interaction interaction =
        new Interaction(
            new InteractionId(new UUID(9, number)), new ItemId("item-" + number), "view", 1, null);
    operators.event(
        SourceRecord.decoded(
            0,
            number,
            InteractionEvent.record(
                DATABASE, Actor.of(new UserId("ann")), interaction, acceptedAtMillis * 1_000)));
  }

  private static StoreView view() {
    ImplicitToExplicitParameters parameters =
        new ImplicitToExplicitParameters(
            Map.of("view", new Weight(1, Optional.empty())), OptionalDouble.empty(), 10);
    return new StoreView(Map.of(DATABASE, new DatabaseTaste(Optional.of(parameters), List.of())));
  }

  private static ItemFactors factors(String model, int rank) {
    return ItemFactors.of(rank, Map.of());
  }
}
