package io.tastelake.batch.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tastelake.batch.JobFailedException;
import io.tastelake.batch.SharedSpark;
import io.tastelake.batch.compaction.CompactConfig;
import io.tastelake.batch.compaction.Compactor;
import io.tastelake.batch.compaction.ComparedLake;
import io.tastelake.batch.compaction.ComparedLake.Who;
import io.tastelake.batch.interaction.InteractionRows;
import io.tastelake.batch.maintenance.HeldLock;
import io.tastelake.batch.progress.Progress;
import io.tastelake.contracts.lake.InteractionsTable;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.SessionId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.ActorHistory;
import io.tastelake.domain.interaction.Histories;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.domain.interaction.RandomLog;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The views of {@code docs/sql} show what {@link ActorHistory} does, in Spark and in DuckDB. */
class CurrentStateSqlTest {

  private static final Path DOCS =
      Path.of(System.getProperty("tastelake.root"), "docs", "sql").toAbsolutePath();

  private static final String INTERACTIONS =
      """
      SELECT concat_ws('|', database_id, actor_kind, actor_id, coalesce(user_id, '-'), interaction_id, item_id,
                       interaction_type, CAST(CAST(timestamp * 4 AS BIGINT) AS VARCHAR(30)), coalesce(properties, '-'))
      FROM current_interactions
      """;
  private static final String RATINGS =
      """
      SELECT concat_ws('|', database_id, user_id, item_id, CAST(CAST(rating AS INT) AS VARCHAR(30)),
                       CAST(CAST(timestamp * 4 AS BIGINT) AS VARCHAR(30)))
      FROM given_ratings
      """;
  private static final String OWNERS =
      "SELECT concat_ws('|', database_id, session_id, user_id) FROM session_owners";

  private static SparkSession spark;

  @TempDir Path folder;

  @BeforeAll
  static void open() {
    spark = SharedSpark.session();
  }

  /** Much about few, as it happens, and what is rare: retries, and FORGETs at every place. */
  @Property(tries = 3, shrinking = ShrinkingMode.OFF)
  void viewsShowTheStateThatHistoriesJoinTo(
      @ForAll long seed, @ForAll("rare") List<LoggedEvent> rare) throws Exception {
    Path folder = Files.createTempDirectory("current-state");
    SparkSession spark = SharedSpark.session();
    List<LoggedEvent> events = new ArrayList<>(new RandomLog(seed, 3, 60).next(3_000));
    events.addAll(rare);
    Collections.shuffle(events, new Random(seed));
    List<Row> rows = events.stream().map(event -> InteractionRows.row(event, "fresh")).toList();
    var table = spark.createDataFrame(rows, InteractionRows.SCHEMA);
    table.coalesce(1).write().parquet(folder.resolve("rows").toString());
    Map<Who, ActorHistory> histories = histories(events);

    table.createOrReplaceTempView("interactions");
    DuckDb.statements(DOCS.resolve("spark.sql")).forEach(spark::sql);
    assertShown(
        histories,
        query -> spark.sql(query).collectAsList().stream().map(row -> row.getString(0)).toList());

    try (DuckDb duckDb =
        DuckDb.of(
            "CREATE TEMPORARY VIEW interactions AS SELECT * FROM read_parquet('%s/*.parquet')"
                .formatted(folder.resolve("rows")))) {
      assertShown(histories, duckDb::rows);
    }
  }

  @Provide
  Arbitrary<List<LoggedEvent>> rare() {
    List<Arbitrary<List<LoggedEvent>>> actors = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      Actor actor =
          i % 2 == 0 ? Actor.of(new UserId("rare-" + i)) : Actor.of(new SessionId("rare-" + i));
      actors.add(Histories.of(DatabaseId.of(new UUID(9, i % 3)), actor, 5));
    }
    return Combinators.combine(actors).as(all -> all.stream().flatMap(List::stream).toList());
  }

  @FunctionalInterface
  private interface Engine {
    List<String> rows(String query) throws SQLException;
  }

  private static void assertShown(Map<Who, ActorHistory> histories, Engine engine)
      throws SQLException {
    assertThat(engine.rows(INTERACTIONS))
        .hasSizeGreaterThan(100)
        .containsExactlyInAnyOrderElementsOf(interactions(histories));
    assertThat(engine.rows(RATINGS))
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(ratings(histories));
    assertThat(engine.rows(OWNERS))
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(owners(histories));
  }

  private static Map<Who, ActorHistory> histories(List<LoggedEvent> events) {
    Map<Who, ActorHistory> histories = new HashMap<>();
    events.forEach(
        event -> histories.computeIfAbsent(Who.of(event), who -> new ActorHistory()).add(event));
    return histories;
  }

  private static List<String> interactions(Map<Who, ActorHistory> histories) {
    List<String> rows = new ArrayList<>();
    histories.forEach(
        (who, history) -> {
          Actor actor = who.actor();
          String owner =
              actor.kind() == Actor.Kind.USER
                  ? actor.id()
                  : history.owner().map(UserId::value).orElse("-");
          history
              .interactions()
              .forEach(
                  each ->
                      rows.add(
                          String.join(
                              "|",
                              who.database().value(),
                              actor.kind().name(),
                              actor.id(),
                              owner,
                              each.id().toString(),
                              each.item().value(),
                              each.type(),
                              Long.toString((long) (each.timestamp() * 4)),
                              each.properties() == null ? "-" : each.properties())));
        });
    return rows;
  }

  private static List<String> ratings(Map<Who, ActorHistory> histories) {
    List<String> rows = new ArrayList<>();
    histories.forEach(
        (who, history) -> {
          if (who.actor().kind() == Actor.Kind.USER) {
            history
                .givenRatings()
                .forEach(
                    (item, rating) ->
                        rows.add(
                            String.join(
                                "|",
                                who.database().value(),
                                who.actor().id(),
                                item.value(),
                                Long.toString((long) rating.value()),
                                Long.toString((long) (rating.timestamp() * 4)))));
          }
        });
    return rows;
  }

  private static List<String> owners(Map<Who, ActorHistory> histories) {
    List<String> rows = new ArrayList<>();
    histories.forEach(
        (who, history) -> {
          if (who.actor().kind() == Actor.Kind.SESSION) {
            history
                .owner()
                .ifPresent(
                    user ->
                        rows.add(
                            String.join(
                                "|", who.database().value(), who.actor().id(), user.value())));
          }
        });
    return rows;
  }

  @Test
  void aLakesFilesAreListedForReadersOfParquet() throws Exception {
    Path odd = Files.createDirectories(folder.resolve("l'ake"));
    try (ComparedLake lake = new ComparedLake(odd, spark, 4, 100)) {
      assertThat(LiveFiles.of(spark, lake.table()).duckDb()).contains("WHERE false");
      try (DuckDb empty = DuckDb.of(LiveFiles.of(spark, lake.table()).duckDb())) {
        assertThat(empty.rows(INTERACTIONS)).isEmpty();
      }
      lake.append(1_500);
      Progress progress = Progress.lines(new PrintWriter(new StringWriter()), Clock.systemUTC());
      var unused =
          new Compactor(spark, CompactConfig.defaults(lake.root()), progress)
              .round(HeldLock.UNGUARDED);
      lake.append(500);
      LiveFiles files = LiveFiles.of(spark, lake.table());
      assertThat(files.paths()).hasSizeGreaterThan(1).allMatch(path -> Files.exists(Path.of(path)));
      assertThat(files.version()).isEqualTo(lake.newest().version());
      try (DuckDb duckDb = DuckDb.of(files.duckDb())) {
        assertShown(histories(lake.appended()), duckDb::rows);
      }
    }
  }

  @Test
  void deletionVectorsAreRefused() {
    String table = folder.resolve("vectors").toUri().toString();
    spark
        .range(0, 100, 1, 1)
        .write()
        .format("delta")
        .option("delta.enableDeletionVectors", "true")
        .save(table);
    assertThat(LiveFiles.of(spark, table).paths()).hasSize(1);
    spark.sql("DELETE FROM delta.`%s` WHERE id = 7".formatted(table));
    assertThatThrownBy(() -> LiveFiles.of(spark, table))
        .isInstanceOf(JobFailedException.class)
        .hasMessageContainingAll("deletion vectors", "REORG TABLE");
    assertThatThrownBy(() -> LiveFiles.of(spark, folder.resolve("none").toUri().toString()))
        .hasMessageContaining("There is no lake");
  }

  @Test
  void theThreeDialectsAreOneText() throws IOException {
    String shared = views("spark.sql");
    assertThat(views("duckdb.sql")).isEqualTo(shared);
    assertThat(views("trino.sql")).isEqualTo(shared.replace(" TEMPORARY ", " "));
  }

  @Test
  void thePageTellsEveryColumnAndItsType() throws IOException {
    String page = Files.readString(DOCS.resolve("README.md"));
    for (InteractionsTable.Column column : InteractionsTable.COLUMNS) {
      assertThat(page).contains("| `%s` | %s |".formatted(column.name(), type(column)));
    }
  }

  private static String type(InteractionsTable.Column column) {
    return switch (column.type()) {
      case LONG -> "bigint";
      case INTEGER -> "int";
      case STRING -> "string";
      case DOUBLE -> "double";
      case TIMESTAMP -> "timestamp";
    };
  }

  private static String views(String file) throws IOException {
    String text = Files.readString(DOCS.resolve(file));
    return text.substring(text.indexOf("-- Per actor"));
  }
}
