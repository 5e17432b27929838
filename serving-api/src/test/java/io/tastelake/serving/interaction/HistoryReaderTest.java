package io.tastelake.serving.interaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.ActorHistory;
import io.tastelake.domain.interaction.Change;
import io.tastelake.domain.interaction.Histories;
import io.tastelake.domain.interaction.Interaction;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.lake.table.LakeSnapshot.TimeWindow;
import io.tastelake.lake.table.RowCursor;
import io.tastelake.serving.log.OverloadedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Bounded reads give, page by page, what the whole history gives at once. */
class HistoryReaderTest {

  private static final ReadTurns TURNS = new ReadTurns(8, Duration.ofSeconds(5));
  private static final LargeReads PLENTY = new LargeReads(1L << 30, Duration.ofSeconds(5));
  private static final DatabaseId DATABASE = DatabaseId.of(new UUID(7, 7));
  private static final Actor ACTOR = Actor.of(new UserId("busy"));

  /** Rows that can be gone over again and again. */
  private record Rows(List<LoggedEvent> all) implements ActorSource {

    @Override
    public RowCursor rows() {
      Iterator<LoggedEvent> rows = all.iterator();
      return new RowCursor() {
        @Override
        public boolean hasNext() {
          return rows.hasNext();
        }

        @Override
        public LoggedEvent next() {
          return rows.next();
        }

        @Override
        public void close() {}
      };
    }

    @Override
    public long rowsAtMost() {
      return all.size();
    }
  }

  @Provide
  Arbitrary<List<LoggedEvent>> histories() {
    return Histories.ofOneActor();
  }

  @Provide
  Arbitrary<Set<String>> types() {
    return Arbitraries.of("type-0", "type-1", "type-2", "other").set().ofMaxSize(2);
  }

  @Property(tries = 300)
  void pagesOfManyRowsAreTheWholeHistory(
      @ForAll("histories") List<LoggedEvent> log,
      @ForAll("types") Set<String> types,
      @ForAll @IntRange(min = 1, max = 5) int amount,
      @ForAll @IntRange(min = 1, max = 4) int outlinesAtOnce,
      @ForAll Random random) {
    List<LoggedEvent> shuffled = new ArrayList<>(log);
    Collections.shuffle(shuffled, random);
    HistoryReader reader = new HistoryReader(TURNS, PLENTY, outlinesAtOnce, 2);
    Rows source = new Rows(shuffled);
    List<Interaction> expected =
        ActorHistory.of(log).interactions().stream()
            .filter(row -> types.isEmpty() || types.contains(row.type()))
            .toList();

    assertThat(walk(types, amount, request -> reader.largePage(source, request)))
        .isEqualTo(expected);
    assertThat(walk(types, amount, request -> reader.page(source, request))).isEqualTo(expected);
    for (LoggedEvent event : log) {
      if (event.event().change() instanceof Change.OfInteraction change) {
        InteractionId id = change.interaction();
        assertThat(reader.interaction(source, id)).isEqualTo(ActorHistory.of(log).interaction(id));
      }
    }
  }

  private interface Pages {
    HistoryPart page(HistoryRequest request);
  }

  private static List<Interaction> walk(Set<String> types, int amount, Pages pages) {
    List<Interaction> rows = new ArrayList<>();
    Optional<HistoryPosition> after = Optional.empty();
    HistoryPart part;
    do {
      part = pages.page(new HistoryRequest(types, TimeWindow.ALWAYS, after, amount));
      assertThat(part.rows()).hasSizeLessThanOrEqualTo(amount);
      rows.addAll(part.rows());
      after = part.rows().stream().reduce((a, b) -> b).map(HistoryPosition::of);
    } while (part.hasMore());
    return rows;
  }

  @Example
  void aLongHistoryIsReadInSlices() {
    List<LoggedEvent> log = recorded(40_000, "{}");
    HistoryReader reader = new HistoryReader(TURNS, PLENTY, 15_000, 4_000);
    assertThat(walk(Set.of(), 9_000, request -> reader.page(new Rows(log), request)))
        .isEqualTo(ActorHistory.of(log).interactions());
  }

  @Example
  void aPageOfVeryLargeRowsEndsEarly() {
    List<LoggedEvent> log = recorded(600, "{\"a\":\"" + "x".repeat(60_000) + "\"}");
    HistoryReader reader = new HistoryReader(TURNS, PLENTY);
    HistoryPart first = reader.page(new Rows(log), HistoryRequest.newest(10_000));
    assertThat(first.hasMore()).isTrue();
    assertThat(first.rows()).hasSizeBetween(30, 140);
    assertThat(walk(Set.of(), 10_000, request -> reader.page(new Rows(log), request)))
        .isEqualTo(ActorHistory.of(log).interactions());
  }

  @Example
  void whoFindsNoMemoryFreeIsRefusedInTime() {
    LargeReads little = new LargeReads(1 << 20, Duration.ofMillis(50));
    HistoryReader reader = new HistoryReader(TURNS, little);
    Rows many = new Rows(recorded(HeldRows.MAX_ROWS + 1, null));
    LargeReads.Share taken = little.take(1 << 20);
    assertThatThrownBy(() -> reader.page(many, HistoryRequest.newest(1)))
        .isInstanceOf(OverloadedException.class)
        .hasMessageContaining("retry");
    assertThat(reader.page(new Rows(recorded(50, null)), HistoryRequest.newest(1)).rows())
        .as("ordinary reads need none of it")
        .hasSize(1);
    taken.close();
    assertThat(reader.page(many, HistoryRequest.newest(1)).rows()).hasSize(1);
  }

  private static List<LoggedEvent> recorded(int amount, String properties) {
    Random random = new Random(5);
    return IntStream.range(0, amount)
        .mapToObj(
            offset ->
                new LoggedEvent(
                    0,
                    offset,
                    InteractionEvent.record(
                        DATABASE,
                        ACTOR,
                        new Interaction(
                            new InteractionId(new UUID(random.nextLong(), random.nextLong())),
                            new ItemId("item"),
                            "view",
                            random.nextInt(1_000),
                            properties),
                        offset)))
        .toList();
  }
}
