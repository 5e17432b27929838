package io.tastelake.testkit.log;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tastelake.contracts.log.EventCodec;
import io.tastelake.contracts.log.UndecodableEventException;
import io.tastelake.domain.interaction.Histories;
import io.tastelake.testkit.log.PoisonRecords.Poison;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PoisonRecordsTest {

  private final EventCodec codec = new EventCodec();
  private final PoisonRecords poison =
      new PoisonRecords(new Random(3), Histories.DATABASE, Histories.ACTOR);

  @Test
  void noneIsAnEvent() {
    for (int i = 0; i < 2_000; i++) {
      assertRefused(poison.next());
    }
  }

  @Test
  void eachRuleIsBroken() {
    for (int i = 0; i < PoisonRecords.rules(); i++) {
      assertRefused(poison.breakingARule());
    }
  }

  private void assertRefused(Poison record) {
    assertThatThrownBy(() -> codec.decode(record.key(), record.value(), null))
        .isInstanceOf(UndecodableEventException.class);
  }
}
