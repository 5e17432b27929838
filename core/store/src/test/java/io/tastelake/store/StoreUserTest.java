package io.tastelake.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What each user of the online store may do with its tables. */
class StoreUserTest {

  private static final Set<String> OF_TASTE = Set.of("tastes", "inferred_ratings", "taste_vectors");

  private static TestStore store;

  @BeforeAll
  static void migrate() throws SQLException {
    store = TestStore.empty();
    try (Connection owner = store.connect()) {
      StoreUser.createAll(owner, user -> "it's " + user);
      StoreUser.createAll(owner, user -> "secret of " + user);
    }
    migrateAs(store.user());
    store.execute("INSERT INTO organizations VALUES ('shop', 'shop', now())");
    store.execute(
        "INSERT INTO databases VALUES ('db', 'shop', 'db', '', 'uuid', 'uuid', 'uuid', now())");
  }

  @AfterAll
  static void drop() {
    store.close();
  }

  /** Without the user that it names. */
  private static String url() {
    return store.url().replaceFirst("[?].*", "");
  }

  private static void migrateAs(String user) {
    Flyway.configure()
        .dataSource(url(), user, user)
        .locations(OnlineStoreMigrations.LOCATION)
        .load()
        .migrate();
  }

  @Test
  void theStreamWritesTasteAndReadsWhatItFollowsFrom() {
    assertThat(tables(StoreUser.STREAM, "INSERT, DELETE"))
        .isEqualTo(with(OF_TASTE, "refused_tastes"));
    assertThat(tables(StoreUser.STREAM, "SELECT"))
        .isEqualTo(
            with(
                OF_TASTE,
                "refused_tastes",
                "databases",
                "implicit_to_explicit_parameters",
                "models",
                "current_models"));
  }

  @Test
  void batchJobsReadWhatUsersDidAndDecided() {
    assertThat(tables(StoreUser.BATCH, "INSERT"))
        .isEqualTo(
            with(
                OF_TASTE,
                "models",
                "current_models",
                "tasks",
                "purges",
                "job_runs",
                "served_parity",
                "tunings",
                "outcomes",
                "ratings",
                "outbox",
                "catalogue_entries",
                "catalogue_properties",
                "catalogue_versions",
                "model_settings"));
    assertThat(tables(StoreUser.BATCH, "SELECT"))
        .contains("ratings", "outbox", "forgets")
        .doesNotContain("secrets", "signing_keys", "accounts", "organizations", "idempotency_keys");
  }

  @Test
  void theApiWritesEveryTableAndChangesNone() throws SQLException {
    Set<String> all =
        new TreeSet<>(store.rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"));
    assertThat(tables(StoreUser.API, "INSERT")).contains("served_samples", "shown_lists");
    all.removeAll(Set.of("served_samples", "shown_lists"));
    assertThat(tables(StoreUser.API, "SELECT")).isEqualTo(all);
    all.removeAll(Set.of("flyway_schema_history", "served_parity", "tunings", "outcomes"));
    assertThat(tables(StoreUser.API, "INSERT, UPDATE, DELETE")).isEqualTo(all);
    migrateAs(StoreUser.API.userName());
    assertRefused(StoreUser.API, "CREATE TABLE mine (id integer)");
    assertRefused(StoreUser.API, "DROP TABLE secrets");
  }

  @Test
  void noneOfThemIsMoreThanAUserOfTables() throws SQLException {
    for (StoreUser user : StoreUser.values()) {
      assertRefused(user, "CREATE ROLE another");
      assertRefused(user, "COPY databases TO PROGRAM 'true'");
      assertRefused(user, "ALTER SYSTEM SET fsync = off");
    }
    assertRefused(StoreUser.STREAM, "SELECT value FROM secrets");
    assertRefused(StoreUser.BATCH, "SELECT value FROM secrets");
    assertRefused(StoreUser.STREAM, "SELECT value FROM signing_keys");
    assertRefused(StoreUser.BATCH, "SELECT value FROM signing_keys");
    assertRefused(StoreUser.STREAM, "UPDATE databases SET name = 'x'");
  }

  @Test
  void streamAndBatchCanWriteTaste() throws SQLException {
    execute(
        StoreUser.STREAM,
        "CALL replace_taste('u', nextval('taste_generations'), 1, 'db', now(),"
            + " ARRAY['i'], ARRAY[5.0]::float8[], ARRAY[1.0]::float8[], ARRAY['m'], ARRAY['{1}'])");
    execute(
        StoreUser.BATCH,
        "SELECT repair_taste('v', 0, 0, 'db', now(),"
            + " ARRAY['i'], ARRAY[5.0]::float8[], ARRAY[1.0]::float8[])");
    assertThat(store.rows("SELECT user_id FROM inferred_ratings ORDER BY user_id"))
        .isEqualTo(List.of("u", "v"));
  }

  @Test
  void batchCanWriteCatalogues() throws SQLException {
    execute(
        StoreUser.BATCH,
        "INSERT INTO catalogue_properties (database_id, kind, name, value_type, repeated)"
            + " VALUES ('db', 'ITEM', 'name', 'unicode', false)");
    assertRefused(StoreUser.BATCH, "DELETE FROM catalogue_properties");
  }

  @Test
  void theApiAddsSamplesAndTheBatchJudgesThem() throws SQLException {
    String add =
        "INSERT INTO served_samples (database_id, user_id, served_at, whole, served)"
            + " VALUES ('db', 'u', now(), true, '{}')";
    execute(StoreUser.API, add);
    assertRefused(StoreUser.API, "SELECT served FROM served_samples");
    assertRefused(StoreUser.API, "DELETE FROM served_samples");
    assertRefused(StoreUser.API, "UPDATE served_samples SET verdict = 'EQUAL'");
    assertRefused(StoreUser.API, "DELETE FROM served_parity");
    assertRefused(StoreUser.BATCH, add);
    assertRefused(StoreUser.STREAM, "SELECT served FROM served_samples");
    execute(StoreUser.BATCH, "UPDATE served_samples SET verdict = 'EQUAL' WHERE user_id = 'u'");
    execute(StoreUser.BATCH, "DELETE FROM served_samples WHERE user_id = 'u'");
  }

  @Test
  void theApiAddsShownListsAndTheBatchReadsThem() throws SQLException {
    String add =
        "INSERT INTO shown_lists VALUES ('db', 'id', now(), 'USER', 'u', '', ARRAY['lamp'])";
    execute(StoreUser.API, add);
    assertRefused(StoreUser.API, "SELECT items FROM shown_lists");
    assertRefused(StoreUser.API, "DELETE FROM shown_lists");
    assertRefused(StoreUser.API, "DELETE FROM outcomes");
    assertRefused(StoreUser.BATCH, add);
    assertRefused(StoreUser.STREAM, "SELECT items FROM shown_lists");
    execute(StoreUser.BATCH, "DELETE FROM shown_lists WHERE actor_id = 'u'");
  }

  private static Set<String> tables(StoreUser user, String privileges) {
    return new TreeSet<>(
        store.rows(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
                + " AND (SELECT bool_and(has_table_privilege(?, pg_class.oid, privilege))"
                + " FROM unnest(string_to_array(?, ', ')) AS privilege)",
            user.userName(),
            privileges));
  }

  private static Set<String> with(Set<String> some, String... more) {
    Set<String> all = new TreeSet<>(some);
    all.addAll(List.of(more));
    return all;
  }

  private static void execute(StoreUser user, String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(url(), user.userName(), "secret of " + user);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void assertRefused(StoreUser user, String sql) {
    assertThatThrownBy(() -> execute(user, sql))
        .as("%s: %s", user, sql)
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
  }
}
