package io.tastelake.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IdempotencyKeysTableTest extends TestDatabases {

  private final IdempotencyKeysTable table = new IdempotencyKeysTable(connection);

  private static final byte[] KEY = {1, 2};
  private static final byte[] BODY = {3};
  private static final byte[] OTHER_BODY = {4};
  private static final byte[] ANSWER = {5, 6};

  @Test
  void aWriteKeepsTheTimeOfItsFirstTry() {
    assertThat(begin(100, 50).begunAt()).isEqualTo(100);
    assertThat(begin(110, 60).begunAt()).isEqualTo(100);
    assertThat(begin(110, 100).begunAt()).as("not older than the oldest").isEqualTo(100);
  }

  @Test
  void aKeyThatIsTooOldBeginsAnewWithoutBodyAndAnswer() {
    var unused = begin(100, 50);
    assertThat(accept(100, BODY)).isEqualTo(1);
    complete(100);
    IdempotencyKeysTable.Row again = begin(200, 101);
    assertThat(again.begunAt()).isEqualTo(200);
    assertThat(again.acceptedBody()).isEmpty();
    assertThat(again.answer()).isEmpty();
  }

  @Test
  void oneBodyIsAcceptedAndNoOther() {
    var unused = begin(100, 50);
    assertThat(accept(100, BODY)).isEqualTo(1);
    assertThat(accept(100, BODY)).isEqualTo(1);
    assertThat(accept(100, OTHER_BODY)).isZero();
    assertThat(accept(99, BODY)).as("begun anew since").isZero();
    assertThat(begin(110, 50).acceptedBody()).contains(BODY);
  }

  @Test
  void theFirstAnswerStays() {
    var unused = begin(100, 50);
    complete(99);
    assertThat(begin(110, 50).answer()).isEmpty();
    complete(100);
    store.run(connection -> new IdempotencyKeysTable(connection).complete(KEY, 100, OTHER_BODY));
    assertThat(begin(110, 50).answer()).contains(ANSWER);
  }

  @Test
  void onlyOlderKeysAreDeleted() {
    var unused = begin(100, 50);
    assertThat(table.deleteBegunBefore(100)).isZero();
    assertThat(table.deleteBegunBefore(101)).isEqualTo(1);
    assertThat(table.withDigest(KEY)).isEmpty();
  }

  private IdempotencyKeysTable.Row begin(long now, long oldest) {
    table.begin(KEY, now, oldest);
    return table.withDigest(KEY).orElseThrow();
  }

  private int accept(long begunAt, byte[] body) {
    return table.accept(KEY, begunAt, body);
  }

  private void complete(long begunAt) {
    store.run(connection -> new IdempotencyKeysTable(connection).complete(KEY, begunAt, ANSWER));
  }
}
