package io.tastelake.batch.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tastelake.batch.JobFailedException;
import io.tastelake.contracts.cell.WrongRowException;
import io.tastelake.contracts.log.EventCodec;
import io.tastelake.contracts.log.Topics;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.Interaction;
import io.tastelake.domain.interaction.InteractionEvent;
import java.util.UUID;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class LogAppenderTest {

  private static final DatabaseId DATABASE = DatabaseId.of(new UUID(0, 1));
  private static final InteractionEvent EVENT =
      InteractionEvent.record(
          DATABASE,
          Actor.of(new UserId("u")),
          new Interaction(
              InteractionId.derived(DATABASE, "k", 0), new ItemId("i"), "view", 1.0, "{\"a\":1}"),
          2);

  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final LogAppender appender = new LogAppender(producer, 1_000);

  @Test
  void recordsHaveTheKeyAndTheBytesOfTheContract() throws Exception {
    appender.append(EVENT);
    assertThat(producer.history())
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.topic()).isEqualTo(Topics.INTERACTIONS);
              assertThat(record.key()).isEqualTo(Topics.key(DATABASE, EVENT.actor()));
              assertThat(new EventCodec().decode(record.value())).isEqualTo(EVENT);
            });
  }

  @Test
  void whatTheLogRefusedIsNotPassedOver() throws Exception {
    appender.append(EVENT);
    producer.errorNext(new KafkaException("gone"));
    assertThatThrownBy(appender::flush)
        .isInstanceOf(JobFailedException.class)
        .hasMessageContaining("gone")
        .hasMessageContaining("start the same import again");
  }

  @Test
  void anEventLargerThanTheLogTakesIsAWrongRow() {
    assertThatThrownBy(() -> new LogAppender(producer, 20).append(EVENT))
        .isInstanceOf(WrongRowException.class)
        .hasMessageContaining("one may take 20");
    assertThat(producer.history()).isEmpty();
  }
}
