package io.tastelake.e2e.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.e2e.kit.Rows;
import io.tastelake.e2e.kit.Seed;
import io.tastelake.e2e.kit.SharedSystem;
import io.tastelake.e2e.kit.SparkJobs;
import io.tastelake.e2e.kit.Tenant;
import io.tastelake.lake.table.InteractionsLake;
import io.tastelake.lake.table.LakeSnapshot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Spark with Delta finds the rows that our own reader finds, and those are the log's. */
@ExtendWith(SharedSystem.Extension.class)
class IndependentReaderTest {

  private static final int USERS = 20;

  private final SplittableRandom random = Seed.announced("IndependentReaderTest").random(0);

  @Test
  void sparkFindsTheRowsOfLakeAndLog(SharedSystem system) throws Exception {
    Tenant tenant = system.tenant(Tenant.Ids.TEXT);
    for (int round = 0; round < 3; round++) {
      write(tenant);
      system.awaitLakeCoversLog();
    }
    List<LoggedEvent> rows = assertSparkAgrees(system);
    List<LoggedEvent> log = system.log().events();
    Rows.assertSame(of(tenant, rows), of(tenant, log));

    List<JsonNode> listed = list(tenant);
    Path output = system.folder().resolve("one-compaction");
    SparkJobs.run(output, List.of("compact", "--lake", system.lake().toString()));
    assertThat(assertSparkAgrees(system)).hasSizeLessThan(rows.size());
    assertThat(list(tenant)).isEqualTo(listed);
  }

  /** Returns the rows of the newest version, after comparing what both readers find there. */
  private static List<LoggedEvent> assertSparkAgrees(SharedSystem system) throws Exception {
    try (InteractionsLake lake = InteractionsLake.open(system.lake())) {
      LakeSnapshot snapshot = lake.newest();
      List<LoggedEvent> ours = Rows.of(snapshot);
      Path output = system.folder().resolve("dump-" + snapshot.version());
      List<LoggedEvent> sparks = SparkReader.rows(system.lake(), snapshot.version(), output);
      assertThat(ours).hasSameSizeAs(sparks);
      Rows.assertSame(ours, sparks);
      assertThat(snapshot.rows()).isEqualTo(ours.size());
      return ours;
    }
  }

  private static List<LoggedEvent> of(Tenant tenant, List<LoggedEvent> rows) {
    return rows.stream().filter(row -> row.event().database().equals(tenant.database())).toList();
  }

  /** New interactions of every user, one of each amended and one deleted. */
  private void write(Tenant tenant) throws Exception {
    for (int user = 0; user < USERS; user++) {
      List<Map<String, Object>> rows = new ArrayList<>();
      for (int i = 0; i < 25; i++) {
        rows.add(Content.any(random).asRow());
      }
      tenant
          .client()
          .post("/users/user-" + user + "/interactions-bulk/", Map.of("interactions", rows))
          .ok();
      String path = path(user);
      List<JsonNode> listed = tenant.client().list(path, 100);
      String amended = listed.get(0).get("interaction_id").asText();
      tenant
          .client()
          .put(path, Map.of("interaction_id", amended, "properties", Map.of("n", 1_000)))
          .ok();
      String deleted = listed.get(1).get("interaction_id").asText();
      tenant.client().delete(path, Map.of("interaction_id", deleted)).ok();
    }
  }

  private static List<JsonNode> list(Tenant tenant) throws Exception {
    List<JsonNode> all = new ArrayList<>();
    for (int user = 0; user < USERS; user++) {
      all.addAll(tenant.client().list(path(user), 40));
    }
    return all;
  }

  private static String path(int user) {
    return "/user-data/user-" + user + "/interactions";
  }
}
