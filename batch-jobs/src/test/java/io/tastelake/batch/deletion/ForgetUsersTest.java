package io.tastelake.batch.deletion;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.delta.tables.DeltaTable;
import io.tastelake.batch.SharedSpark;
import io.tastelake.batch.compaction.ComparedLake;
import io.tastelake.batch.deletion.ForgetUsers.Result;
import io.tastelake.batch.maintenance.HeldLock;
import io.tastelake.batch.progress.Progress;
import io.tastelake.batch.store.JobStore;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.ActorHistory;
import io.tastelake.domain.interaction.Change;
import io.tastelake.domain.interaction.Interaction;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.rules.TestCounts;
import io.tastelake.store.StoreConnection;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ForgetUsersTest {

  private static final boolean LONG = TestCounts.isLong();
  private static final Progress PROGRESS =
      Progress.lines(new PrintWriter(System.err, true, UTF_8), Clock.systemUTC());
  private static final Duration WINDOW = Duration.ofHours(25);
  private static final String SHOP = "shopshopshopshopshop01";
  private static final DatabaseId DATABASE = new DatabaseId(SHOP);

  private static SparkSession spark;
  private static JobStore store;

  @TempDir Path folder;

  @BeforeAll
  static void open() throws Exception {
    spark = SharedSpark.session();
    store = new JobStore();
    store.execute(
        """
        INSERT INTO databases VALUES ('%s', 'shop', 'shop', '', 'text', 'text', 'text', now());
        """
            .formatted(SHOP));
  }

  @AfterAll
  static void close() throws Exception {
    store.close();
  }

  private static Result forget(ComparedLake lake, Duration window) throws Exception {
    ForgetConfig config = ForgetConfig.of(lake.root(), window, Duration.ofHours(25));
    try (StoreConnection connection = store.tables().open()) {
      return new ForgetUsers(
              spark, config, connection, HeldLock.UNGUARDED, PROGRESS, Clock.systemUTC())
          .run();
    }
  }

  /** Rows in random order of all operations, hashes that collide, retries before and after. */
  @Test
  void removesWhatIsForgottenAndChangesNoInteraction() throws Exception {
    try (ComparedLake lake = new ComparedLake(folder, spark, 11, 200)) {
      for (int round = 0; round < (LONG ? 5 : 2); round++) {
        lake.append(1_500);
        Result done = forget(lake, WINDOW);
        assertThat(done.tombstones()).isPositive();
        lake.assertInteractionsAre(lake.appended());
        assertNothingOfBeforeIsLeft(lake.rowsOfBothReaders());
        assertThat(rowsOutOfOrder(lake)).isZero();
      }
      long version = lake.newest().version();
      assertThat(forget(lake, WINDOW).rows()).isZero();
      assertThat(lake.newest().version()).isEqualTo(version);
      assertThat(forget(lake, Duration.ZERO).tombstones()).isZero();
      lake.assertInteractionsAre(lake.appended());
    }
  }

  /** Rows of settled files that ought to come before their predecessors. */
  private static long rowsOutOfOrder(ComparedLake lake) {
    return lake.sparkTable()
        .where("segment <> 'fresh'")
        .selectExpr(
            "_metadata.file_name AS file",
            "_metadata.row_index AS place",
            "struct(actor_hash, actor_id, database_id, log_offset) AS key")
        .selectExpr("key", "lag(key) OVER (PARTITION BY file ORDER BY place) AS before")
        .where("key < before")
        .count();
  }

  /** Of forgotten rows only tombstones are left, without content. */
  private static void assertNothingOfBeforeIsLeft(List<LoggedEvent> rows) {
    Map<ComparedLake.Who, List<LoggedEvent>> byActor = new HashMap<>();
    rows.forEach(
        row ->
            byActor.computeIfAbsent(ComparedLake.Who.of(row), who -> new ArrayList<>()).add(row));
    byActor.forEach(
        (who, own) -> {
          long below = ActorHistory.of(own).forgottenBelow();
          assertThat(own)
              .filteredOn(row -> row.offset() < below)
              .allSatisfy(
                  row ->
                      assertThat(row.event().change())
                          .isInstanceOfAny(Change.Retracted.class, Change.Forgotten.class));
        });
  }

  @Test
  void losesNothingBesideAnAppendingStream() throws Exception {
    ExecutorService stream = Executors.newSingleThreadExecutor();
    try (ComparedLake lake = new ComparedLake(folder, spark, 12, 100)) {
      lake.append(1_000);
      int rounds = LONG ? 20 : 2;
      long rows = 0;
      for (int round = 0; round < rounds; round++) {
        Future<?> appends =
            stream.submit(
                () -> {
                  for (int commit = 0; commit < 20; commit++) {
                    lake.append(20);
                  }
                });
        rows += forget(lake, WINDOW).rows();
        appends.get();
      }
      assertThat(rows).isPositive();
      lake.assertInteractionsAre(lake.appended());
      assertThat(lake.newest().position()).isEqualTo(lake.log());
      assertThat(lake.newest().totals().counts().all().inLake()).isEqualTo(lake.appended().size());
    } finally {
      stream.shutdownNow();
    }
  }

  /** One partition, whose offsets are the places in the list. */
  private static final class Story {

    private final List<LoggedEvent> events = new ArrayList<>();

    void add(InteractionEvent event) {
      events.add(new LoggedEvent(0, events.size(), event));
    }

    InteractionEvent recorded(String user, String item) {
      Interaction interaction =
          new Interaction(id(events.size()), new ItemId(item), "buy", 1.0, "{}");
      InteractionEvent event = InteractionEvent.record(DATABASE, actor(user), interaction, now());
      add(event);
      return event;
    }

    void forgotten(String user, UUID forget) {
      add(InteractionEvent.forget(DATABASE, actor(user), new InteractionId(forget), now()));
    }

    private long now() {
      return 1_700_000_000_000_000L + events.size();
    }

    private static InteractionId id(int number) {
      return new InteractionId(new UUID(7, number));
    }

    static Actor actor(String user) {
      return Actor.of(new UserId(user));
    }
  }

  @Test
  void completesTheTaskWithProofAndKeepsWhatCameLater() throws Exception {
    UUID forget = new UUID(1, 2);
    Story story = new Story();
    story.recorded("gone-for-ever-and-ever", "secret-thing");
    InteractionEvent early = story.recorded("comes-back-some-day", "early-thing");
    story.recorded("stays-all-the-time", "other-thing");
    story.forgotten("gone-for-ever-and-ever", forget);
    story.forgotten("comes-back-some-day", forget);
    story.recorded("comes-back-some-day", "later-thing");
    story.add(early);
    store.execute(
        """
        INSERT INTO tasks VALUES ('%1$s', '%2$s', '%3$s', 'REQUEST_SENT', 'Hidden.', now());
        INSERT INTO tastes VALUES
          ('%2$s', 'gone-for-ever-and-ever', 1, 1, '2020-01-01Z'), ('%2$s', 'comes-back-some-day', 1, 3, now());
        INSERT INTO inferred_ratings VALUES
          ('%2$s', 'gone-for-ever-and-ever', 'secret-thing', 7, 1), ('%2$s', 'comes-back-some-day', 'later-thing', 7, 1);
        INSERT INTO accounts VALUES ('front', 'shop', 'SERVICE', 'front', '', 'FRONTEND', now());
        INSERT INTO refresh_tokens VALUES
          ('a', 'front', '%2$s', 'gone-for-ever-and-ever', NULL, '2023-11-01Z'::timestamptz + interval '30 days'),
          ('b', 'front', '%2$s', 'comes-back-some-day', NULL, now() + interval '30 days');
        INSERT INTO forgets VALUES
          ('%2$s', 'USER', 'long-ago', '00000000-0000-0000-0000-000000000009', now() - interval '26 hours');
        """
            .formatted(forget, SHOP, ForgetTasks.NAME));
    try (ComparedLake lake = new ComparedLake(folder, spark, 13, 10)) {
      lake.append(story.events);
      Result first = forget(lake, WINDOW);
      assertThat(first.rows()).isEqualTo(2);
      assertThat(first.tombstones()).isEqualTo(4);
      assertThat(first.online()).as("a taste, a token, an old FORGET").isEqualTo(3);
      assertThat(store.rows("SELECT frontend_user FROM refresh_tokens"))
          .as("only the token that was issued after the FORGET")
          .containsExactly("comes-back-some-day");
      assertThat(store.value("SELECT count(*) FROM forgets WHERE actor_id = 'long-ago'"))
          .isEqualTo("0");
      assertThat(status(forget)).startsWith("COMPLETED Removed 2 rows from 1 file.");
      assertThat(status(forget)).contains("Kept: 4 tombstones", "VACUUM may delete");
      lake.assertInteractionsAre(lake.appended());
      assertThat(store.value("SELECT string_agg(user_id, ',') FROM inferred_ratings"))
          .isEqualTo("comes-back-some-day");
      assertThat(liveText(lake)).doesNotContain("secret-thing").doesNotContain("early-thing");

      Result second = forget(lake, Duration.ZERO);
      assertThat(second.tombstones()).isZero();
      assertThat(liveText(lake))
          .doesNotContain("gone-for-ever-and-ever")
          .contains("comes-back-some-day", "stays-all-the-time", "later-thing");
      assertThat(store.value("SELECT count(*) FROM tastes WHERE user_id LIKE 'gone%'"))
          .isEqualTo("0");
      assertProvenOfAllFilesOnceTheyAreVacuumed(lake, forget);
    }
  }

  private static void assertProvenOfAllFilesOnceTheyAreVacuumed(ComparedLake lake, UUID task)
      throws Exception {
    assertThat(forget(lake, Duration.ZERO).vacuumed()).isZero();
    assertThat(textOfAllFiles(lake)).contains("gone-for-ever-and-ever");
    spark.conf().set("spark.databricks.delta.retentionDurationCheck.enabled", "false");
    DeltaTable.forPath(spark, lake.table()).vacuum(0);
    assertThat(textOfAllFiles(lake)).doesNotContain("gone-for-ever-and-ever");
    assertThat(forget(lake, Duration.ZERO).vacuumed()).isOne();
    assertThat(status(task)).endsWith("no file, live or replaced, holds anything of it.");
    assertThat(forget(lake, Duration.ZERO).vacuumed()).isZero();
  }

  private static String textOfAllFiles(ComparedLake lake) {
    return spark
        .read()
        .option("recursiveFileLookup", "true")
        .parquet(lake.table())
        .collectAsList()
        .toString();
  }

  private static String status(UUID task) throws Exception {
    return store.value("SELECT status || ' ' || progress FROM tasks WHERE id = '" + task + "'");
  }

  /** All live files: as they lie on the disk, and as Spark reads them. */
  private static String liveText(ComparedLake lake) throws IOException {
    StringBuilder text = new StringBuilder();
    for (String file : lake.sparkTable().inputFiles()) {
      text.append(Files.readString(Path.of(URI.create(file)), ISO_8859_1));
    }
    lake.sparkTable().collectAsList().forEach(row -> text.append(row.mkString(" ")));
    return text.toString();
  }
}
