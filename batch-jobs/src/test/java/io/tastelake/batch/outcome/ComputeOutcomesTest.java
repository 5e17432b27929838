package io.tastelake.batch.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tastelake.batch.SharedSpark;
import io.tastelake.batch.compaction.CompactConfig;
import io.tastelake.batch.compaction.Compactor;
import io.tastelake.batch.maintenance.HeldLock;
import io.tastelake.batch.progress.Progress;
import io.tastelake.batch.store.JobStore;
import io.tastelake.contracts.lake.LogPosition;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.SessionId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.Amendment;
import io.tastelake.domain.interaction.Interaction;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.domain.outcome.ShownList;
import io.tastelake.store.NotedList;
import io.tastelake.store.ShownListsTable;
import io.tastelake.testkit.lake.RandomLake;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What came of lists, from the lake's interactions and the online store's lists. */
final class ComputeOutcomesTest {

  private static final DatabaseId SHOP = DatabaseId.of(new UUID(1, 1));
  private static final DatabaseId OTHER = DatabaseId.of(new UUID(2, 2));
  private static final Actor ANN = Actor.of(new UserId("ann"));
  private static final Actor BEN = Actor.of(new UserId("ben"));
  private static final Actor EVE = Actor.of(new UserId("eve"));
  private static final Actor SESSION = Actor.of(new SessionId("ann"));
  private static final ItemId LAMP = new ItemId("lamp");
  private static final ItemId SOFA = new ItemId("sofa");
  private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

  /** Days 28 to 30; nothing comes of lists of the 28th any more. */
  private static final Instant NOW = Instant.parse("2026-11-30T03:00:00Z");

  private static final String PARAMETERS =
      """
      {"interaction_types": {"view": {"strength": 1}, "buy": {"strength": 3},
       "return": {"strength": -2}}, "half_life_days": null, "saturation": 10}
      """;
  private static final String ROWS =
      "SELECT database_id = '%s', day, scenario, type, shown, named, by_item, complete FROM outcomes"
              .formatted(SHOP)
          + " ORDER BY database_id, day, scenario, type";
  private static final Progress QUIET =
      Progress.lines(new PrintWriter(Writer.nullWriter()), Clock.systemUTC());

  private final JobStore store = new JobStore();
  private final List<LoggedEvent> events = new ArrayList<>();

  @TempDir Path folder;

  @BeforeEach
  void fill() {
    store.reset(List.of(SHOP, OTHER));
    store.parameters(SHOP, PARAMETERS);
    store.parameters(OTHER, PARAMETERS);
  }

  @AfterEach
  void drop() {
    store.close();
  }

  private ComputeOutcomes.Published compute(URI lake, Instant now, int days) {
    return new ComputeOutcomes(
            SharedSpark.session(),
            new OutcomesConfig(lake, days, 30, Duration.ZERO),
            store,
            () -> LogPosition.start(RandomLake.TOPIC),
            Clock.fixed(now, ZoneOffset.UTC),
            said -> {})
        .run(HeldLock.UNGUARDED);
  }

  private void show(String id, Actor actor, int secondsAfterNoon, String scenario) {
    double shownAt = (double) NOON.plusSeconds(secondsAfterNoon).getEpochSecond();
    NotedList list =
        new NotedList(
            new ShownList(SHOP, id, Optional.ofNullable(actor), shownAt, Set.of(LAMP, SOFA)),
            scenario);
    int unused =
        store.tables().with(connection -> new ShownListsTable(connection).add(List.of(list)));
  }

  private InteractionId act(Actor actor, int secondsAfterNoon, String type, String properties) {
    InteractionId id = new InteractionId(new UUID(7, events.size()));
    Interaction interaction =
        new Interaction(
            id,
            LAMP,
            type,
            (double) NOON.plusSeconds(secondsAfterNoon).getEpochSecond(),
            properties);
    add(InteractionEvent.record(SHOP, actor, interaction, micros(secondsAfterNoon)));
    return id;
  }

  private static long micros(int secondsAfterNoon) {
    return NOON.plusSeconds(secondsAfterNoon).getEpochSecond() * 1_000_000;
  }

  private void add(InteractionEvent event) {
    events.add(new LoggedEvent(0, events.size(), event));
  }

  private static String names(String list) {
    return "{\"recommendation_id\": \"" + list + "\"}";
  }

  /** Everything that counts, and everything that looks as if it did. */
  private void tellTheStory() {
    show("named", ANN, 0, "home");
    show("by-item", BEN, 0, "home");
    show("nothing", EVE, 0, "home");
    show("retracted", EVE, 200_000, "home");
    show("shared", null, 0, "related");
    show("session", SESSION, 0, "");
    show("next-day", ANN, 12 * 3600, "home");
    act(ANN, 60, "view", names("named"));
    act(ANN, 70, "buy", null);
    act(ANN, 80, "view", names("by-item"));
    act(BEN, 60, "view", "{}");
    act(BEN, 61, "view", names("forged"));
    act(BEN, 90_000, "buy", names("by-item"));
    act(EVE, 60, "return", names("nothing"));
    act(EVE, 70, "gaze", names("nothing"));
    act(BEN, 100, "view", names("shared"));
    act(EVE, 100, "view", names("shared"));
    InteractionId amended = act(SESSION, 10, "return", names("session"));
    add(
        InteractionEvent.amend(
            SHOP, SESSION, amended, Amendment.NONE.withType("buy"), micros(200)));
    act(ANN, 12 * 3600 + 5, "view", names("next-day"));
    InteractionId retracted = act(EVE, 200_001, "view", names("retracted"));
    add(InteractionEvent.retract(SHOP, EVE, retracted, micros(200_002)));
  }

  private static final String[] EXPECTED = {
    "t|2026-11-28|||1|1|0|t",
    "t|2026-11-28||buy|1|1|0|t",
    "t|2026-11-28|home||3|1|1|t",
    "t|2026-11-28|home|buy|3|0|1|t",
    "t|2026-11-28|home|view|3|1|1|t",
    "t|2026-11-28|related||1|1|0|t",
    "t|2026-11-28|related|view|1|1|0|t",
    "t|2026-11-29|home||1|1|0|f",
    "t|2026-11-29|home|view|1|1|0|f",
    "t|2026-11-30|home||1|0|0|f",
  };

  @Test
  void countsListsByDayScenarioAndTypeAndIsTheSameWhenRunAgain() throws Exception {
    tellTheStory();
    try (RandomLake lake = RandomLake.in(folder, 1, 4)) {
      lake.append(events);
      ComputeOutcomes.Published published = compute(lake.root(), NOW, 3);
      assertThat(store.rows(ROWS)).containsExactly(EXPECTED);
      assertThat(published).isEqualTo(new ComputeOutcomes.Published(7, 5));
      new Compactor(SharedSpark.session(), CompactConfig.defaults(lake.root()), QUIET)
          .round(HeldLock.UNGUARDED);
      assertThat(compute(lake.root(), NOW, 3)).isEqualTo(published);
      assertThat(store.rows(ROWS)).as("after compaction").containsExactly(EXPECTED);
    }
  }

  @Test
  void onlyTheLastDaysAreCountedAnew() throws Exception {
    tellTheStory();
    try (RandomLake lake = RandomLake.in(folder, 1, 4)) {
      lake.append(events);
      compute(lake.root(), NOW, 3);
      store.execute("DELETE FROM shown_lists WHERE id IN ('by-item', 'retracted')");
      compute(lake.root(), NOW.plus(Duration.ofDays(1)), 3);
      List<String> expected = new ArrayList<>(List.of(EXPECTED).subList(0, 7));
      expected.add("t|2026-11-29|home||1|1|0|t");
      expected.add("t|2026-11-29|home|view|1|1|0|t");
      assertThat(store.rows(ROWS)).containsExactlyElementsOf(expected);
    }
  }

  /** More interactions of one actor than are looked up at once. */
  @Test
  void aBusyActorsListCountsOnce() throws Exception {
    show("named", ANN, 0, "home");
    show("shared", null, 0, "home");
    for (int i = 0; i < 2_500; i++) {
      act(ANN, i, "view", i == 2_400 ? names("named") : null);
    }
    act(BEN, 5, "view", names("shared"));
    for (int i = 0; i < 1_200; i++) {
      act(EVE, i, "view", i % 600 == 0 ? names("shared") : null);
    }
    try (RandomLake lake = RandomLake.in(folder, 1, 4)) {
      lake.append(events);
      compute(lake.root(), NOW, 3);
      assertThat(store.rows(ROWS))
          .containsExactly("t|2026-11-28|home||2|2|0|t", "t|2026-11-28|home|view|2|2|0|t");
    }
  }

  @Test
  void whatAForgottenActorDidCountsForNothing() throws Exception {
    show("named", ANN, 0, "home");
    act(ANN, 60, "view", names("named"));
    add(InteractionEvent.forget(SHOP, ANN, new InteractionId(new UUID(8, 8)), micros(3_600)));
    try (RandomLake lake = RandomLake.in(folder, 1, 4)) {
      lake.append(events);
      compute(lake.root(), NOW, 3);
      assertThat(store.rows(ROWS)).containsExactly("t|2026-11-28|home||1|0|0|t");
    }
  }

  @Test
  void listsAreKeptForSomeDaysAndTheLakeIsReadOnlyIfThereAreAny() {
    show("old", ANN, 0, "home");
    show("young", ANN, 60, "home");
    Instant later = NOON.plus(Duration.ofDays(30)).plusSeconds(30);
    assertThat(compute(folder.toUri(), later, 3)).isEqualTo(new ComputeOutcomes.Published(0, 0));
    assertThat(store.rows("SELECT id FROM shown_lists")).containsExactly("young");
  }

  @Test
  void aNameIsTextThatMayBeAnId() {
    assertThat(FollowUpRows.named(names("aZ09_-"))).contains("aZ09_-");
    for (String other :
        new String[] {
          null,
          "{}",
          "{\"recommendation_id\": 7}",
          names(""),
          names("a b"),
          names("a".repeat(101)),
          "{\"a\": {\"recommendation_id\": \"a\"}}",
          "recommendation_id",
        }) {
      assertThat(FollowUpRows.named(other)).as("%s", other).isEmpty();
    }
  }

  @Test
  void optionsThatMakeNoSenseAreRefused() {
    URI lake = folder.toUri();
    assertThatThrownBy(() -> new OutcomesConfig(lake, 2, 30, Duration.ZERO))
        .hasMessage("--outcome-days must be 3 to 366, not 2: a day is complete two days later.");
    assertThatCode(() -> new OutcomesConfig(lake, 3, 3, Duration.ZERO)).doesNotThrowAnyException();
    assertThatThrownBy(() -> new OutcomesConfig(lake, 5, 4, Duration.ZERO))
        .hasMessageStartingWith("--keep-list-days must be at least --outcome-days (5), not 4");
    assertThatThrownBy(() -> new OutcomesConfig(lake, 5, 5, Duration.ofSeconds(-1)))
        .hasMessageStartingWith("--timeout");
  }
}
