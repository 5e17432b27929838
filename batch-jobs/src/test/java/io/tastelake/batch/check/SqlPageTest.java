package io.tastelake.batch.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.batch.SharedSpark;
import io.tastelake.batch.compaction.ComparedLake;
import io.tastelake.batch.compaction.ComparedLake.Who;
import io.tastelake.domain.interaction.ActorHistory;
import io.tastelake.domain.interaction.Interaction;
import io.tastelake.domain.interaction.LoggedEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The examples of docs/sql and docs/python, statement by statement, as a reader copies them. */
class SqlPageTest {

  private static final Path ROOT = Path.of(System.getProperty("tastelake.root")).toAbsolutePath();
  private static final Pattern READ = Pattern.compile("-cmd \"\\.read ([^\"]+)\"");
  private static final Pattern QUERY = Pattern.compile("-c \"([^\"]+)\"");
  private static final Pattern EXECUTED = Pattern.compile("execute\\(open\\(\"([^\"]+)\"\\)");
  private static final Pattern FRAME = Pattern.compile("lake\\.sql\\(\"([^\"]+)\"\\)\\.df\\(\\)");
  private static final Pattern LIST =
      Pattern.compile("\\./tastelake job lake-files --data data ([^\n)]+)");

  private static String page;
  private static SparkSession spark;
  private static ComparedLake lake;
  private static Path list;
  private static Map<String, Long> expected;
  @TempDir private static Path folder;

  @BeforeAll
  static void fill() throws Exception {
    page = Files.readString(ROOT.resolve("docs/sql/README.md"));
    lake = new ComparedLake(folder, SharedSpark.session(), 11, 60);
    lake.append(1_000);
    expected = types(lake.appended());
    assertThat(expected).hasSizeGreaterThan(1);
    list = folder.resolve("lake.sql");
    int code =
        new CommandLine(new LakeFilesJob())
            .execute("--lake", lake.root().toString(), "--sql", "--output", list.toString());
    assertThat(code).isZero();
    spark = SharedSpark.session(); // the job closed the one before
  }

  @AfterAll
  static void close() {
    lake.close();
  }

  private static Map<String, Long> types(List<LoggedEvent> events) {
    Map<Who, ActorHistory> histories = new HashMap<>();
    events.forEach(
        event -> histories.computeIfAbsent(Who.of(event), who -> new ActorHistory()).add(event));
    Map<String, Long> types = new HashMap<>();
    for (ActorHistory history : histories.values()) {
      for (Interaction each : history.interactions()) {
        types.merge(each.type(), 1L, Long::sum);
      }
    }
    return types;
  }

  private static List<String> all(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(found -> found.group(1)).toList();
  }

  private static String block(String language, String begin) {
    Matcher found =
        Pattern.compile("```" + language + "\n(" + Pattern.quote(begin) + ".*?)```", Pattern.DOTALL)
            .matcher(page);
    assertThat(found.find()).as(begin).isTrue();
    return found.group(1);
  }

  private static void read(Connection duckDb, List<String> files) throws SQLException, IOException {
    assertThat(files).containsExactly("lake.sql", "docs/sql/duckdb.sql");
    for (Path file : List.of(list, ROOT.resolve(files.get(1)))) {
      try (Statement statement = duckDb.createStatement()) {
        statement.execute(Files.readString(file));
      }
    }
  }

  @Test
  void duckDbsCommandCountsTheCurrentState() throws Exception {
    String example = block("sh", "./tastelake job lake-files");
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:")) {
      read(duckDb, all(READ, example));
      Map<String, Long> shown = new LinkedHashMap<>();
      try (Statement statement = duckDb.createStatement();
          ResultSet rows = statement.executeQuery(all(QUERY, example).get(0))) {
        while (rows.next()) {
          shown.put(rows.getString(1), rows.getLong(2));
        }
      }
      assertThat(shown).isEqualTo(expected);
      assertThat(List.copyOf(shown.values())).isSortedAccordingTo((a, b) -> Long.compare(b, a));
    }
  }

  /** Python's part is a data frame of what DuckDB answers. */
  @Test
  void thePandasExampleReadsTheCurrentState() throws Exception {
    String example = block("python", "import duckdb");
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:")) {
      read(duckDb, all(EXECUTED, example));
      Map<String, Long> shown = new HashMap<>();
      try (Statement statement = duckDb.createStatement();
          ResultSet rows = statement.executeQuery(all(FRAME, example).get(0))) {
        while (rows.next()) {
          shown.merge(rows.getString("interaction_type"), 1L, Long::sum);
        }
      }
      assertThat(example).contains("groupby(\"interaction_type\")");
      assertThat(shown).isEqualTo(expected);
    }
  }

  /** The same of docs/python, whose statements are in one line or in several. */
  @Test
  void pythonsStatementsReadTheCurrentState() throws Exception {
    String python = Files.readString(ROOT.resolve("docs/python/README.md"));
    List<String> statements =
        all(Pattern.compile("lake\\.sql\\(\"+([^\"]+)\"+\\)\\.df\\(\\)"), python);
    assertThat(statements).hasSize(2);
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:")) {
      read(duckDb, all(EXECUTED, python));
      long owned = 0;
      try (Statement statement = duckDb.createStatement();
          ResultSet rows = statement.executeQuery(statements.get(0))) {
        while (rows.next()) {
          assertThat(rows.getString("user_id")).isNotNull();
          owned++;
        }
      }
      assertThat(owned).isPositive();
      try (Statement statement = duckDb.createStatement();
          ResultSet row = statement.executeQuery(statements.get(1))) {
        assertThat(row.next()).isTrue();
        assertThat(row.getLong("bought")).isBetween(0L, row.getLong("carts"));
      }
    }
  }

  @Test
  void sparksStatementsCountTheCurrentState() throws Exception {
    String example =
        block("sql", "CREATE OR REPLACE TEMPORARY VIEW interactions")
            .replace("/path/to/data/lake/interactions", lake.table());
    Map<String, Long> shown = new HashMap<>();
    for (String statement : example.strip().split(";\\s*", -1)) {
      if (statement.startsWith("SOURCE ")) {
        DuckDb.statements(ROOT.resolve(statement.substring("SOURCE ".length())))
            .forEach(spark::sql);
      } else if (!statement.isEmpty()) {
        for (Row row : spark.sql(statement).collectAsList()) {
          shown.put(row.getString(0), row.getLong(1));
        }
      }
    }
    assertThat(shown).isEqualTo(expected);
  }

  @Test
  void theListIsMadeAsThePageSays() {
    assertThat(all(LIST, page)).hasSize(2).containsOnly("--sql --output lake.sql");
  }

  /** Another release of Delta may refuse the table, or be none. */
  @Test
  void sparksPackageIsTheOneThatTheLakeIsWrittenWith() throws IOException {
    Properties versions = new Properties();
    Matcher found =
        Pattern.compile("<(delta|scala\\.binary)\\.version>([^<]+)<")
            .matcher(Files.readString(ROOT.resolve("pom.xml")));
    while (found.find()) {
      versions.setProperty(found.group(1), found.group(2));
    }
    assertThat(page)
        .contains(
            "io.delta:delta-spark_4.1_%s:%s "
                .formatted(versions.get("scala.binary"), versions.get("delta")));
  }
}
