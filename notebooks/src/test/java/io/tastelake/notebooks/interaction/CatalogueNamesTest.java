package io.tastelake.notebooks.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.domain.identity.ItemId;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueNamesTest {

  private static final String MINE = "mine000000000000000000";
  private static final String NOBODYS = "nobodys000000000000000";

  @TempDir Path folder;

  private final List<String> notes = new ArrayList<>();

  @Test
  void theCatalogueKnowsThem() throws Exception {
    try (EmbeddedPostgres store = EmbeddedPostgres.start();
        Connection connection = store.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          CREATE TABLE catalogue_properties (database_id text, kind text, name text, slot bigint,
            value_type text, repeated boolean);
          CREATE TABLE catalogue_entries (database_id text, kind text, entry_id text COLLATE "C", properties text);
          INSERT INTO catalogue_properties VALUES
            ('mine000000000000000000', 'ITEM', 'price', 3, 'float32', false),
            ('mine000000000000000000', 'ITEM', 'name', 7, 'unicode', false);
          INSERT INTO catalogue_entries VALUES
            ('mine000000000000000000', 'ITEM', 'lamp', '{"3": 9.5, "7": "Oak lamp"}'),
            ('mine000000000000000000', 'ITEM', 'gone', NULL),
            ('mine000000000000000000', 'ITEM', 'nameless', '{"3": 1}'),
            ('mine000000000000000000', 'USER', 'ann', '{"7": "Ann"}'),
            ('other00000000000000000', 'ITEM', 'sofa', '{"7": "Grey sofa"}');
          INSERT INTO catalogue_entries
            SELECT 'mine000000000000000000', 'ITEM', 'n' || i, '{"7": "Number ' || i || '"}'
            FROM generate_series(1, 6000) i;
          INSERT INTO catalogue_entries
            SELECT 'mine000000000000000000', 'ITEM', 'large' || i,
              '{"7": "Large ' || i || '", "3": "' || repeat('x', 60000) || '"}'
            FROM generate_series(1, 80) i;
          """);

      Map<ItemId, String> names = of(MINE, store.getJdbcUrl("postgres", "postgres"));
      assertThat(names)
          .hasSize(6_081)
          .containsEntry(new ItemId("lamp"), "Oak lamp")
          .containsEntry(new ItemId("n6000"), "Number 6000")
          .containsEntry(new ItemId("large80"), "Large 80");
      assertThat(of(NOBODYS, store.getJdbcUrl("postgres", "postgres"))).isEmpty();
      assertThat(notes).isEmpty();
    }
  }

  @Test
  void aStoreThatIsAwayIsSaid() throws IOException {
    assertThat(of(MINE, "jdbc:postgresql://127.0.0.1:1/tastelake")).isEmpty();
    assertThat(notes).singleElement().asString().contains("does not answer", "./tastelake up");
  }

  @Test
  void whoHasNoStoreCanGiveThem() {
    assertThat(
            CatalogueNames.of(
                MINE, Map.of(CatalogueNames.NAMES, "{\"lamp\": \"Oak lamp\"}"), notes::add))
        .containsExactly(Map.entry(new ItemId("lamp"), "Oak lamp"));
    assertThat(notes).isEmpty();
    assertThat(CatalogueNames.of(MINE, Map.of(), notes::add)).isEmpty();
    assertThat(notes).singleElement().asString().contains("no online store is named");
  }

  private Map<ItemId, String> of(String database, String url) throws IOException {
    Path arguments = folder.resolve("job.args");
    Path password = Files.writeString(folder.resolve("password"), "secret");
    Files.writeString(
        arguments,
        "\"--lake=file:///lake\"\n\"--store=%s\"\n\"--store-user=postgres\"\n\"--store-password-file=%s\"\n"
            .formatted(url, password));
    return CatalogueNames.of(
        database, Map.of(NamedStore.ARGUMENTS, arguments.toString()), notes::add);
  }
}
