package io.tastelake.lake.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.s3.S3Emulator;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A lake on S3 keeps what {@link CommitTest} promises of one on a disk. */
final class S3LakeTest {

  private static S3Emulator s3;

  @BeforeAll
  static void startTheStore() throws IOException {
    s3 = S3Emulator.start();
  }

  @AfterAll
  static void stopTheStore() {
    s3.close();
  }

  @Test
  void isWrittenReadAndCheckpointed() {
    URI root = s3.folder("one/");
    try (InteractionsLake lake = InteractionsLake.openOrCreate(root, CommitTest.TOPIC)) {
      for (int i = 0; i < 11; i++) {
        assertThat(lake.commit(CommitTest.append(lake, 0, 3L * i, 3L * i + 3))).isTrue();
      }
      LakeSnapshot newest = lake.newest();
      new Maintenance(root).move(InteractionsLakeTest.all(newest), newest.version(), "level1");
      assertThat(lake.commit(CommitTest.append(lake, 0, 33, 36))).isTrue();
    }
    assertThat(s3.keys("one/interactions/_delta_log/"))
        .contains("one/interactions/_delta_log/00000000000000000010.checkpoint.parquet");
    try (InteractionsLake lake = InteractionsLake.open(root)) {
      assertThat(InteractionsLakeTest.all(lake.newest()))
          .extracting(LoggedEvent::offset)
          .containsExactlyInAnyOrderElementsOf(LongStream.range(0, 36).boxed().toList());
    }
  }

  @Test
  void racingWritersNeitherLoseNorDouble() throws Exception {
    URI root = s3.folder("race/");
    InteractionsLake.openOrCreate(root, CommitTest.TOPIC).close();
    List<Callable<Integer>> races = new ArrayList<>();
    for (int writer = 0; writer < 2; writer++) {
      races.add(() -> CommitTest.appendUntil(root, 40));
    }
    List<Integer> won = CommitTest.inParallel(races);

    try (InteractionsLake lake = InteractionsLake.open(root)) {
      assertThat(InteractionsLakeTest.all(lake.newest()))
          .extracting(LoggedEvent::offset)
          .containsExactlyInAnyOrderElementsOf(LongStream.range(0, 40).boxed().toList());
      assertThat(won.stream().mapToInt(Integer::intValue).sum())
          .isEqualTo((int) lake.newest().version());
    }
  }

  @Test
  void anOverwrittenVersionFailsTheNextCommit() {
    URI root = s3.folder("overwritten/");
    try (InteractionsLake lake = InteractionsLake.openOrCreate(root, CommitTest.TOPIC)) {
      lake.commit(CommitTest.append(lake, 0, 0, 3));
      s3.overwrite(
          "overwritten/interactions/_delta_log/%020d.json".formatted(1),
          "{\"commitInfo\":{\"timestamp\":1}}\n");
      assertThatThrownBy(() -> lake.commit(CommitTest.append(lake, 0, 3, 6)))
          .isInstanceOf(CommitOverwrittenException.class)
          .hasMessageContaining("Version 1 of s3a://");
    }
    try (InteractionsLake restarted = InteractionsLake.open(root)) {
      assertThat(restarted.position().next(0)).isZero();
    }
  }
}
