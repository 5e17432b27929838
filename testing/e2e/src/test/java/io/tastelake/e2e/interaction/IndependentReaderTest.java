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
    Read appended = Read.newest(system);
    List<LoggedEvent> log = system.log().events();
    Rows.assertSame(of(tenant, appended.rows), of(tenant, log));

    List<JsonNode> listed = list(tenant);
    Path output = system.folder().resolve("one-compaction");
    SparkJobs.run(output, List.of("compact", "--lake", system.lake().toString()));
    Read compacted = Read.newest(system);
    assertThat(compacted.rows).hasSizeLessThan(appended.rows.size());
    assertThat(list(tenant)).isEqualTo(listed);
    assertSparkReadsTheSame(system, List.of(appended, compacted));
  }

  /** What our reader found in a version. */
  private record Read(long version, List<LoggedEvent> rows) {

    static Read newest(SharedSystem system) {
      try (InteractionsLake lake = InteractionsLake.open(system.lake())) {
        LakeSnapshot snapshot = lake.newest();
        Read read = new Read(snapshot.version(), Rows.of(snapshot));
        assertThat(snapshot.rows()).isEqualTo(read.rows.size());
        return read;
      }
    }
  }

  private static void assertSparkReadsTheSame(SharedSystem system, List<Read> reads)
      throws Exception {
    Path output = system.folder().resolve("dump");
    List<Long> versions = reads.stream().map(Read::version).toList();
    Map<Long, List<LoggedEvent>> sparks = SparkReader.rows(system.lake(), versions, output);
    for (Read read : reads) {
      assertThat(read.rows).hasSameSizeAs(sparks.get(read.version));
      Rows.assertSame(read.rows, sparks.get(read.version));
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
