package io.tastelake.domain.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The join takes any content: here a type in upper case, and nothing else. */
class InteractionStateTest {

  private record Type(String name) implements Content<Type> {

    static Type of(String name) {
      return new Type(name.toUpperCase(Locale.ROOT));
    }

    @Override
    public Type amendedBy(Amendment amendment) {
      return amendment.type().map(Type::of).orElse(this);
    }
  }

  @Property
  void joinsLikeWholeContent(@ForAll("histories") List<LoggedEvent> events, @ForAll Random random) {
    List<LoggedEvent> shuffled = new ArrayList<>(events);
    Collections.shuffle(shuffled, random);
    Optional<InteractionState<InteractionContent>> whole = Optional.empty();
    Optional<InteractionState<Type>> types = Optional.empty();
    for (LoggedEvent event : shuffled) {
      if (event.event().change() instanceof Change.OfInteraction change) {
        InteractionState<InteractionContent> one = InteractionState.of(change, stamp(event));
        InteractionState<Type> type = type(change, stamp(event));
        whole = Optional.of(whole.map(all -> all.join(one)).orElse(one));
        types = Optional.of(types.map(all -> all.join(type)).orElse(type));
      }
    }
    assertThat(types.flatMap(state -> state.current(0)).map(Type::name))
        .isEqualTo(
            whole
                .flatMap(state -> state.current(0))
                .map(content -> Type.of(content.type()).name()));
  }

  private static Stamp stamp(LoggedEvent event) {
    return event.change().stamp();
  }

  private static InteractionState<Type> type(Change.OfInteraction change, Stamp at) {
    if (change instanceof Change.Recorded recorded) {
      return InteractionState.recorded(Type.of(recorded.content().type()), at);
    }
    return change instanceof Change.Amended amended
        ? InteractionState.amended(amended.amendment(), at)
        : InteractionState.retracted(at);
  }

  @Property
  void whatIsEmptiedTellsARetryFromSomethingNew(@ForAll("stamps") Stamp first) {
    InteractionState<Type> emptied = InteractionState.recorded(Type.of("view"), first).emptied();
    assertThat(emptied.recorded().at()).isEqualTo(first);
    assertThat(emptied.current(0)).isEmpty();
    InteractionState<Type> retry =
        InteractionState.recorded(Type.of("view"), new Stamp(first.offset() + 1, 9));
    assertThat(emptied.join(retry).current(0)).isEmpty();
  }

  @Provide
  Arbitrary<List<LoggedEvent>> histories() {
    return Histories.ofOneActor()
        .map(
            events ->
                events.stream()
                    .filter(event -> event.event().change() instanceof Change.OfInteraction)
                    .toList());
  }

  @Provide
  Arbitrary<Stamp> stamps() {
    return Arbitraries.longs().between(0, 1_000).map(offset -> new Stamp(offset, 1));
  }
}
