package io.tastelake.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tastelake.contracts.log.EventCodec;
import io.tastelake.contracts.log.Topics;
import io.tastelake.contracts.log.UndecodableEventException;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.InteractionEvent;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class EventRecordsTest {

  private static final InteractionEvent EVENT =
      InteractionEvent.retract(
          DatabaseId.of(new UUID(1, 2)),
          Actor.of(new UserId("ann")),
          new InteractionId(new UUID(7, 1)),
          1_750_000_000_000_000L);
  private static final byte[] KEY = Topics.key(EVENT.database(), EVENT.actor());

  private final EventRecords records = new EventRecords(4);

  private static ConsumerRecord<byte[], byte[]> in(int partition) {
    return new ConsumerRecord<>(
        Topics.INTERACTIONS, partition, 5, KEY, new EventCodec().encode(EVENT));
  }

  @Test
  void anEventCountsInThePartitionOfItsKeyAlone() throws UndecodableEventException {
    int own = new LogTopic("id", 4, 1 << 20).partition(KEY);
    assertThat(records.event(in(own))).isEqualTo(EVENT);
    for (int other = 0; other < 4; other++) {
      if (other != own) {
        ConsumerRecord<byte[], byte[]> misplaced = in(other);
        assertThatThrownBy(() -> records.event(misplaced))
            .isInstanceOf(UndecodableEventException.class)
            .hasMessage(
                "The record stands in partition %d; of 4 partitions its key's is %d."
                    .formatted(other, own));
      }
    }
  }
}
