package io.tastelake.e2e.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.domain.rating.Rating;
import io.tastelake.e2e.kit.ApiClient;
import io.tastelake.e2e.kit.Rows;
import io.tastelake.e2e.kit.SharedSystem;
import io.tastelake.e2e.kit.ShownRatings;
import io.tastelake.e2e.kit.Tenant;
import io.tastelake.e2e.kit.UnderTarget;
import io.tastelake.e2e.rating.ExpectedRatings;
import io.tastelake.store.ParametersJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * A small shop in which there is always something to do for every job: new interactions, a user to
 * forget, a row of the online store that is wrong, and a file to import.
 */
final class KillScene {

  /** Whose interactions never change. */
  static final String STEADY = "steady";

  /** Of whom one rating in the online store is wrong at times. */
  static final String WRONGED = "wronged";

  /** How many rows a file to import has. */
  static final int IMPORTED_ROWS = 5_000;

  private static final int USERS = 15;
  private static final int ITEMS = 20;
  private static final String IMPORTED = "imported-";
  private static final String PARAMETERS =
      """
      {"interaction_types": {"view": {"strength": 1.0}, "buy": {"strength": 9.0}, "hate": {"strength": -6.0}},
       "half_life_days": 30.0, "saturation": 10.0}
      """;
  private static final String WRONG =
      """
      UPDATE inferred_ratings SET rating = 1 WHERE database_id = ? AND user_id = ? AND item_id = 'i0'
      """;

  private final SharedSystem system;
  private final Tenant tenant;
  private final SplittableRandom random;
  private final Path input = UnderTarget.create("imported");
  private final List<Map<String, Rating>> expected = new ArrayList<>();
  private final List<String> forgotten = new ArrayList<>();
  private int files;

  /** The shop as it opens. */
  KillScene(SharedSystem system, SplittableRandom random) throws IOException {
    this.system = system;
    this.tenant = system.bareTenant(Tenant.Ids.TEXT);
    this.random = random;
    client().call("PUT", "/databases/current/implicit-to-explicit/", PARAMETERS).ok();
    for (String user : List.of(STEADY, WRONGED)) {
      List<Map<String, Object>> rows = new ArrayList<>();
      for (int item = 0; item < ITEMS / 2; item++) {
        rows.add(row("i" + item, "view"));
      }
      client().post("/users/" + user + "/interactions-bulk/", Map.of("interactions", rows)).ok();
    }
    for (int user = 0; user < USERS; user++) {
      buy("u" + user);
    }
    addFile();
    expectRatings();
    await().atMost(Duration.ofMinutes(1)).untilAsserted(this::assertRatingsAreShown);
  }

  ApiClient client() {
    return tenant.client();
  }

  String database() {
    return tenant.database().value();
  }

  /** What the import job reads. */
  Path input() {
    return input;
  }

  /** What may be in the table {@code ratings}, oldest first. */
  List<Map<String, Rating>> expected() {
    return expected;
  }

  /** Makes work for every job. */
  void disturb() throws IOException, SQLException {
    for (int user = 0; user < USERS; user += 1 + random.nextInt(3)) {
      buy("u" + user);
    }
    String leaving = "leaving-" + forgotten.size();
    buy(leaving);
    client().delete("/interactions-ratings-bulk/", Map.of("users_id", List.of(leaving))).ok();
    forgotten.add(leaving);
    addFile();
    expectRatings();
    makeOneWrong();
  }

  private void buy(String user) throws IOException {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int left = 8; left > 0; left--) {
      String type = List.of("view", "view", "buy", "hate").get(random.nextInt(4));
      rows.add(row("i" + random.nextInt(ITEMS), type));
    }
    client().post("/users/" + user + "/interactions-bulk/", Map.of("interactions", rows)).ok();
  }

  private Map<String, Object> row(String item, String type) {
    double time = 1.6e9 + random.nextInt(10_000_000);
    return Map.of("item_id", item, "interaction_type", type, "timestamp", time);
  }

  private void addFile() throws IOException {
    StringBuilder rows = new StringBuilder("user_id,item_id,timestamp\n");
    for (int row = 0; row < IMPORTED_ROWS; row++) {
      rows.append("%s%d,%d-%d,1600000000\n".formatted(IMPORTED, row % 50, files, row));
    }
    Files.writeString(input.resolve(files++ + ".csv"), rows);
  }

  private void expectRatings() {
    system.awaitLakeCoversLog();
    expected.add(
        ExpectedRatings.of(
            Rows.of(system.lake()), tenant.database(), ParametersJson.parse(PARAMETERS)));
  }

  private void makeOneWrong() throws SQLException {
    try (Connection store = system.store();
        PreparedStatement wrong = store.prepareStatement(WRONG)) {
      wrong.setString(1, database());
      wrong.setString(2, WRONGED);
      assertThat(wrong.executeUpdate()).isEqualTo(1);
    }
  }

  /** The ratings that must be there when all jobs ran. */
  Map<String, Rating> newestRatings() {
    return expected.get(expected.size() - 1);
  }

  void assertRatingsAreShown() throws IOException {
    ShownRatings.assertSame(ShownRatings.of(client()), newestRatings());
  }

  /** Fails if a row of a file is stored twice, or one of whom is forgotten is shown. */
  void assertNothingTwice() throws IOException {
    imported().forEach((item, times) -> assertThat(times).as(item).isEqualTo(1));
    for (String user : forgotten) {
      assertThat(client().list("/users/" + user + "/interactions-bulk/", 100)).as(user).isEmpty();
    }
  }

  /** Fails unless each row of each file is stored. */
  void assertAllIsImported() throws IOException {
    TreeSet<String> all = new TreeSet<>();
    for (int file = 0; file < files; file++) {
      for (int row = 0; row < IMPORTED_ROWS; row++) {
        all.add(file + "-" + row);
      }
    }
    assertThat(new TreeSet<>(imported().keySet())).isEqualTo(all);
  }

  private Map<String, Integer> imported() throws IOException {
    Map<String, Integer> times = new HashMap<>();
    for (JsonNode row : client().list("/interactions-bulk/", 10_000)) {
      if (row.get("user_id").asText().startsWith(IMPORTED)) {
        times.merge(row.get("item_id").asText(), 1, Integer::sum);
      }
    }
    return times;
  }
}
