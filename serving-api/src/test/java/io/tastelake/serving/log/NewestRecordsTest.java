package io.tastelake.serving.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.domain.identity.DatabaseId;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class NewestRecordsTest {

  private static final long BUDGET = 1 << 20;

  private final NewestRecords newest = new NewestRecords(BUDGET);

  private static String database(int number) {
    return "database%014d".formatted(number);
  }

  private void add(int database, int offset, int bytes) {
    newest.add(
        List.of(
            new ConsumerRecord<>(
                "interactions", 0, offset, database(database) + "uann", new byte[bytes])));
  }

  private List<Long> offsets(int database) {
    return newest.of(new DatabaseId(database(database))).stream().map(kept -> kept.offset).toList();
  }

  @Test
  void theLastOfADatabaseStay() {
    for (int i = 0; i < NewestRecords.PER_DATABASE + 10; i++) {
      add(1, i, 10);
    }
    add(2, 7, 10);
    assertThat(offsets(1))
        .containsExactlyElementsOf(
            IntStream.range(10, NewestRecords.PER_DATABASE + 10).mapToObj(i -> (long) i).toList());
    assertThat(offsets(2)).containsExactly(7L);
    assertThat(offsets(3)).isEmpty();
  }

  @Test
  void largeRecordsTakeOneDatabasesPartOnly() {
    add(1, 0, 10);
    for (int i = 0; i < 100; i++) {
      add(2, i, (int) BUDGET / 32);
    }
    add(2, 100, (int) BUDGET);
    assertThat(newest.bytes()).isLessThan(BUDGET / 4);
    assertThat(offsets(2)).hasSizeBetween(1, 4).contains(99L).doesNotContain(100L);
    assertThat(offsets(1)).containsExactly(0L);
  }

  @Test
  void databasesThatAreQuietLongestGoFirst() {
    for (int i = 0; i < 5_000; i++) {
      add(i, i, 1_000);
      assertThat(newest.bytes()).isLessThanOrEqualTo(BUDGET);
    }
    assertThat(offsets(0)).isEmpty();
    assertThat(offsets(4_999)).containsExactly(4_999L);
  }

  @Test
  void whatHasNoKeyOrValueIsPassedOver() {
    newest.add(
        List.of(
            new ConsumerRecord<>("interactions", 0, 0, null, new byte[1]),
            new ConsumerRecord<>("interactions", 0, 1, database(1), new byte[1]),
            new ConsumerRecord<>("interactions", 0, 2, database(1) + "uann", null)));
    assertThat(newest.bytes()).isZero();
  }

  @Test
  void noBudgetIsTooSmall() {
    for (long budget = 0; budget < 10_000; budget += 50) {
      NewestRecords few = new NewestRecords(budget);
      for (int offset = 0; offset < 20; offset++) {
        few.add(
            List.of(
                new ConsumerRecord<>(
                    "interactions", 0, offset, database(offset % 3) + "uann", new byte[1])));
        assertThat(few.bytes()).isLessThanOrEqualTo(budget);
      }
    }
  }
}
