package io.tastelake.notebooks.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.domain.rating.ImplicitToExplicitParameters;
import io.tastelake.store.ParametersJson;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PresentParametersTest {

  private static final String JSON =
      "{\"interaction_types\": {\"view\": {\"strength\": 1.5}}, \"half_life_days\": 7.0,"
          + " \"saturation\": 4.0}";

  private static final String MINE = "mine000000000000000000";
  private static final String NOBODYS = "nobodys000000000000000";

  @TempDir Path folder;

  private final List<String> notes = new ArrayList<>();

  @Test
  void theOnlineStoreKnowsThem() throws Exception {
    try (EmbeddedPostgres store = EmbeddedPostgres.start();
        Connection connection = store.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE implicit_to_explicit_parameters (database_id text, parameters jsonb)");
      statement.execute(
          "INSERT INTO implicit_to_explicit_parameters VALUES ('other', '{}'), ('"
              + MINE
              + "', '"
              + JSON
              + "')");

      assertThat(of(MINE, store.getJdbcUrl("postgres", "postgres")))
          .contains(ParametersJson.parse(JSON));
      assertThat(notes).isEmpty();
      assertThat(of(NOBODYS, store.getJdbcUrl("postgres", "postgres"))).isEmpty();
      assertThat(notes).containsExactly("The database has no parameters yet.");
    }
  }

  @Test
  void aStoreThatIsAwayIsSaid() throws IOException {
    assertThat(of(MINE, "jdbc:postgresql://127.0.0.1:1/tastelake")).isEmpty();
    assertThat(notes).singleElement().asString().contains("does not answer", "./tastelake up");
  }

  @Test
  void whoHasNoStoreCanGiveThem() {
    assertThat(PresentParameters.of(MINE, Map.of(PresentParameters.PARAMETERS, JSON), notes::add))
        .contains(ParametersJson.parse(JSON));
    assertThat(PresentParameters.of(MINE, Map.of(), notes::add)).isEmpty();
    assertThat(notes).singleElement().asString().contains("no online store is named");
  }

  private Optional<ImplicitToExplicitParameters> of(String database, String url)
      throws IOException {
    Path arguments = folder.resolve("job.args");
    Path password = Files.writeString(folder.resolve("password"), "secret");
    Files.writeString(
        arguments,
        "\"--lake=file:///lake\"\n\"--store=%s\"\n\"--store-user=postgres\"\n\"--store-password-file=%s\"\n"
            .formatted(url, password));
    return PresentParameters.of(
        database, Map.of(NamedStore.ARGUMENTS, arguments.toString()), notes::add);
  }
}
