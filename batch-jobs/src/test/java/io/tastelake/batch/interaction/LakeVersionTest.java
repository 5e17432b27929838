package io.tastelake.batch.interaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tastelake.batch.JobFailedException;
import io.tastelake.batch.SharedSpark;
import io.tastelake.contracts.lake.InteractionsTable;
import io.tastelake.contracts.lake.LogPosition;
import io.tastelake.lake.table.InteractionsLake;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Spark's reader and the lake's own agree on what position a version has, and on having none. */
final class LakeVersionTest {

  private static final String NO_POSITION = "has no log position";
  private static final String REMOVED =
      """
      {"domainMetadata":{"domain":"%s","configuration":"","removed":true}}
      """
          .formatted(InteractionsTable.POSITION_DOMAIN);

  private static SparkSession spark;

  @TempDir private Path folder;
  private URI root;

  @BeforeAll
  static void open() {
    spark = SharedSpark.session();
  }

  @BeforeEach
  void nameTheLake() {
    root = folder.toUri();
  }

  @Test
  void aNewLakeIsAtTheStartOfItsTopic() {
    InteractionsLake.openOrCreate(root, "topic").close();
    LakeVersion newest = LakeVersion.newest(spark, root);
    assertThat(newest.position()).isEqualTo(LogPosition.start("topic"));
    assertThat(newest.version()).isZero();
    assertThat(newest.covers(LogPosition.start("topic"))).isTrue();
    LogPosition end = new LogPosition("topic", Map.of(0, 2L, 1, 3L));
    assertThat(newest.covers(end)).isFalse();
    assertThat(newest.behind(end)).isEqualTo(5);
  }

  @Test
  void aTableWithoutAPositionIsRefusedByBothReaders() {
    spark.range(1).write().format("delta").save(InteractionsTable.locationBelow(root));
    assertRefusedByBothReaders();
  }

  @Test
  void aPositionThatWasRemovedIsNone() throws Exception {
    try (InteractionsLake open = InteractionsLake.openOrCreate(root, "topic")) {
      Path log = folder.resolve(InteractionsTable.NAME).resolve("_delta_log");
      Files.writeString(log.resolve("%020d.json".formatted(1)), REMOVED);
      assertRefusedByBothReaders();
      assertThatThrownBy(open::newest)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(NO_POSITION);
    }
  }

  private void assertRefusedByBothReaders() {
    assertThatThrownBy(() -> LakeVersion.newest(spark, root))
        .isInstanceOf(JobFailedException.class)
        .hasMessageContaining(NO_POSITION)
        .hasMessageContaining("--lake");
    assertThatThrownBy(() -> InteractionsLake.open(root))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(NO_POSITION);
  }
}
