package io.tastelake.lake.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.s3.S3Emulator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each request to an object store takes some 50 ms, so what counts is how many there are. */
final class S3CostTest {

  private S3Emulator s3;
  private InteractionsLake lake;

  @BeforeEach
  void open() throws IOException {
    s3 = S3Emulator.start();
    lake = InteractionsLake.openOrCreate(s3.folder("cost/"), CommitTest.TOPIC);
  }

  @AfterEach
  void close() {
    lake.close();
    s3.close();
  }

  private void commit(int number) {
    assertThat(lake.commit(CommitTest.append(lake, 0, 3L * number, 3L * number + 3))).isTrue();
  }

  private List<Long> requests(int from, int until, IntConsumer action) {
    List<Long> requests = new ArrayList<>();
    for (int number = from; number < until; number++) {
      long before = s3.requests();
      action.accept(number);
      requests.add(s3.requests() - before);
    }
    return requests;
  }

  /** Version 10 and 20 have checkpoints; version 20 is commit 19. */
  @Test
  void aCommitTakesAsManyRequestsHoweverManyWentBefore() {
    requests(0, 11, this::commit);
    List<Long> commits = requests(11, 19, this::commit);
    assertThat(commits).containsOnly(commits.get(0));
    assertThat(commits.get(0)).isLessThanOrEqualTo(10);
    assertThat(requests(19, 20, this::commit).get(0)).isLessThanOrEqualTo(16);
    requests(20, 22, this::commit);
    assertThat(requests(22, 24, this::commit)).containsOnly(commits.get(0));
  }

  @Test
  void aSecondReadOfAnActorAsksForNothing() {
    requests(0, 12, this::commit);
    LakeSnapshot newest = lake.newest();
    InteractionEvent event = InteractionsLakeTest.all(newest).get(0).event();
    List<Long> reads = requests(0, 3, any -> assertThat(rows(newest, event)).isNotEmpty());
    assertThat(reads.subList(1, 3)).containsOnly(0L);
  }

  /** Where its footer is, its footer, its index, and the pages that hold the actor. */
  @Test
  void aFirstReadOfASettledFileAsksNothingButForItsContent() {
    requests(0, 2, this::commit);
    LakeSnapshot fresh = lake.newest();
    List<LoggedEvent> rows = InteractionsLakeTest.all(fresh);
    new Maintenance(s3.folder("cost/")).move(rows, fresh.version(), "level1");
    LakeSnapshot settled = lake.newest();
    InteractionEvent event = rows.get(0).event();
    List<Long> reads = requests(0, 2, any -> assertThat(rows(settled, event)).isNotEmpty());
    assertThat(reads.get(0)).isLessThanOrEqualTo(5);
    assertThat(reads.get(1)).isZero();
  }

  private static List<LoggedEvent> rows(LakeSnapshot snapshot, InteractionEvent event) {
    List<LoggedEvent> rows = new ArrayList<>();
    try (RowCursor cursor = snapshot.rows(event.database(), event.actor())) {
      cursor.forEachRemaining(rows::add);
    }
    return rows;
  }
}
