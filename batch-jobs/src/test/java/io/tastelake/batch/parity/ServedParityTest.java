package io.tastelake.batch.parity;

import static io.tastelake.batch.parity.Story.ANN;
import static io.tastelake.batch.parity.Story.BOOK;
import static io.tastelake.batch.parity.Story.LAMP;
import static io.tastelake.batch.parity.Story.rating;
import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.batch.SharedSpark;
import io.tastelake.batch.compaction.CompactConfig;
import io.tastelake.batch.compaction.Compactor;
import io.tastelake.batch.maintenance.HeldLock;
import io.tastelake.batch.progress.Progress;
import io.tastelake.batch.rating.PureRatings;
import io.tastelake.batch.rating.Recomputed;
import io.tastelake.batch.rating.TestParameters;
import io.tastelake.batch.store.JobStore;
import io.tastelake.contracts.lake.InteractionsTable;
import io.tastelake.contracts.lake.LogPosition;
import io.tastelake.domain.identity.Collisions;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.store.ParametersJson;
import io.tastelake.store.ServedSample;
import io.tastelake.store.ServedSample.Extent;
import io.tastelake.store.ServedSamplesTable;
import io.tastelake.store.ServedVerdict;
import io.tastelake.store.ShownRatings;
import io.tastelake.testkit.lake.RandomLake;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the online store shows is held against what the lake held at that moment. */
final class ServedParityTest {

  private static final DatabaseId KNOWN = Collisions.DATABASES.get(0);
  private static final Progress QUIET =
      Progress.lines(new PrintWriter(Writer.nullWriter()), Clock.systemUTC());

  private final JobStore store = new JobStore();

  /** Parameters that are set now were applied before this. */
  private final Instant served = Instant.now().plus(Duration.ofMinutes(5));

  @TempDir Path folder;

  @AfterEach
  void drop() {
    store.close();
  }

  private ServedParity.Outcome judge(URI lake, Duration later) {
    ServedParityConfig config =
        new ServedParityConfig(
            lake, Duration.ofMinutes(1), Duration.ofHours(25), Duration.ofDays(7), Duration.ZERO);
    Clock clock = Clock.fixed(served.plus(later), ZoneOffset.UTC);
    return new ServedParity(
            SharedSpark.session(),
            config,
            store,
            () -> LogPosition.start(RandomLake.TOPIC),
            clock,
            said -> {})
        .run(HeldLock.UNGUARDED);
  }

  private void add(ServedSample sample) {
    int unused =
        store.tables().with(connection -> new ServedSamplesTable(connection).add(List.of(sample)));
  }

  /** All that the store shows, user by user. */
  private List<ServedSample> samples() {
    Map<UserId, Map<ItemId, Double>> users = new HashMap<>();
    store
        .tables()
        .with(
            connection ->
                new ShownRatings(connection).after(ShownRatings.Position.START, KNOWN, 100_000))
        .forEach(
            row ->
                users
                    .computeIfAbsent(row.user(), user -> new HashMap<>())
                    .put(row.item(), row.value()));
    List<ServedSample> samples = new ArrayList<>();
    users.forEach(
        (user, ratings) ->
            samples.add(ServedSample.ofRatings(KNOWN, user, served, ratings, Extent.WHOLE)));
    return samples;
  }

  @Test
  void whatARecomputationLeavesIsEqualAndWhatIsCorruptedIsFound() throws Exception {
    try (RandomLake lake = RandomLake.in(folder, 11, 30)) {
      lake.append(600);
      store.reset(List.of(KNOWN));
      store.parameters(KNOWN, TestParameters.JSON);
      Recomputed.into(store, lake.root());
      give(PureRatings.of(lake.appended(), Map.of(KNOWN, TestParameters.VALUE)));
      List<ServedSample> right = samples();
      right.forEach(this::add);
      long ratings = right.stream().mapToLong(sample -> sample.ratings().size()).sum();

      ServedParity.Outcome first = judge(lake.root(), Duration.ofHours(1));

      assertThat(right).hasSizeGreaterThan(10);
      assertThat(first.samples()).isEqualTo(right.size());
      assertThat(first.counts()).isEqualTo(Map.of(ServedVerdict.EQUAL, ratings));

      store.execute(
          "UPDATE inferred_ratings SET rating = 11 - rating WHERE (user_id, item_id) ="
              + " (SELECT user_id, item_id FROM inferred_ratings WHERE abs(rating - 5.5) > 0.1"
              + " AND (database_id, user_id, item_id) NOT IN"
              + " (SELECT database_id, user_id, item_id FROM ratings) LIMIT 1)");
      samples().forEach(this::add);

      ServedParity.Outcome second = judge(lake.root(), Duration.ofHours(2));

      assertThat(second.counts())
          .isEqualTo(Map.of(ServedVerdict.EQUAL, ratings - 1, ServedVerdict.MISMATCH, 1L));
      assertThat(second.named()).hasSize(1);
      assertThat(store.rows("SELECT verdict, amount FROM served_parity ORDER BY verdict"))
          .containsExactly("EQUAL|" + (2 * ratings - 1), "MISMATCH|1");
      assertThat(store.rows("SELECT count(*) FROM served_samples WHERE verdict = 'MISMATCH'"))
          .containsExactly("1");
    }
  }

  private void give(PureRatings pure) {
    pure.given()
        .forEach(
            (key, rating) -> {
              if (key.database().equals(KNOWN)) {
                store.execute(
                    "INSERT INTO ratings VALUES (?, ?, ?, ?, ?)",
                    KNOWN.value(),
                    key.user().value(),
                    key.item().value(),
                    rating.value(),
                    rating.timestamp());
              }
            });
  }

  /** Compaction joins amendments and drops what is retracted; versions of then know both. */
  @Test
  void judgesByWhatWasKnownThenWhateverCompactionDidSince() throws Exception {
    store.reset(List.of(Story.SHOP));
    store.parameters(Story.SHOP, ParametersJson.write(Story.PARAMETERS).toString());
    Story story =
        new Story(served)
            .did(9_000, BOOK, "view")
            .did(9_000, LAMP, "view")
            .didInSession(8_000, BOOK, "buy")
            .resolved(7_000);
    try (RandomLake lake = RandomLake.in(folder, 1, 4)) {
      lake.append(story.events());
      compact(lake);
      long before = lake.newest().version();
      int known = story.events().size();
      story.did(500, BOOK, "view").did(400, LAMP, "buy").amended(300, 0, "buy");
      story.amended(-600, 0, "return").retracted(-700, 1).retracted(-800, 5);
      lake.append(List.copyOf(story.events().subList(known, story.events().size())));
      compact(lake);
      committed(0, before, served.minusSeconds(600), lake.root());
      committed(before + 1, lake.newest().version(), served.plusSeconds(900), lake.root());
      add(
          ServedSample.ofRatings(
              Story.SHOP, ANN, served, Map.of(BOOK, rating(7), LAMP, rating(4)), Extent.WHOLE));
      add(
          ServedSample.ofRatings(
              Story.SHOP, ANN, served.plusSeconds(1_800), Map.of(BOOK, rating(2)), Extent.WHOLE));

      assertThat(judge(lake.root(), Duration.ofHours(1)).counts())
          .isEqualTo(Map.of(ServedVerdict.EQUAL, 3L));
    }
  }

  private void compact(RandomLake lake) {
    new Compactor(SharedSpark.session(), CompactConfig.defaults(lake.root()), QUIET)
        .round(HeldLock.UNGUARDED);
  }

  /** As if the commits from one version to another were of then. */
  private static void committed(long first, long last, Instant then, URI lake) throws IOException {
    Path log = Path.of(URI.create(InteractionsTable.locationBelow(lake))).resolve("_delta_log");
    for (long version = first; version <= last; version++) {
      Files.setLastModifiedTime(log.resolve("%020d.json".formatted(version)), FileTime.from(then));
    }
  }

  @Test
  void samplesThatComeTooLateAreCountedApartAndOldOnesDeleted() throws Exception {
    store.reset(List.of(KNOWN));
    Map<ItemId, Double> two = Map.of(BOOK, 1.0, LAMP, 2.0);
    add(ServedSample.ofRatings(KNOWN, ANN, served, two, Extent.PART));
    URI nowhere = folder.toUri();
    assertThat(judge(nowhere, Duration.ofSeconds(59)).samples()).isZero();
    assertThat(judge(nowhere, Duration.ofHours(25)).counts())
        .isEqualTo(Map.of(ServedVerdict.LATE, 2L));
    assertThat(store.rows("SELECT verdict FROM served_samples")).containsExactly("LATE");
    assertThat(judge(nowhere, Duration.ofDays(8)).samples()).isZero();
    assertThat(store.rows("SELECT verdict FROM served_samples")).isEmpty();
    assertThat(store.rows("SELECT kind, verdict, amount FROM served_parity"))
        .containsExactly("RATING|LATE|2");
  }
}
