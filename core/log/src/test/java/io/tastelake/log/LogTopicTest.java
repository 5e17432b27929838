package io.tastelake.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.contracts.log.EventCodec;
import io.tastelake.contracts.log.Topics;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogTopicTest {

  private static final LogTopic TOPIC = new LogTopic("id", 3, 1 << 20);

  /** Murmur2 of Kafka's own tests: what Kafka's producers hash, and those of other languages. */
  @ParameterizedTest
  @CsvSource({"21, -973932308", "foobar, -790332482", "a-little-bit-long-string, -985981536"})
  void aKeyIsWhereKafkasOwnProducersPutIt(String key, int murmur2) {
    int positive = murmur2 & Integer.MAX_VALUE;
    assertThat(TOPIC.partition(key.getBytes(UTF_8))).isEqualTo(positive % 3);
    assertThat(new LogTopic("id", 7, 1 << 20).partition(key.getBytes(UTF_8)))
        .isEqualTo(positive % 7);
  }

  @Test
  void itsPartitionsCountFromZero() {
    assertThat(TOPIC.partitions()).containsExactly(0, 1, 2);
    assertThat(TOPIC.topicPartitions())
        .containsExactly(
            new TopicPartition(Topics.INTERACTIONS, 0),
            new TopicPartition(Topics.INTERACTIONS, 1),
            new TopicPartition(Topics.INTERACTIONS, 2));
  }

  @Test
  void anEventIsAsLargeAsReadersReadAndTheTopicTakes() {
    assertThat(TOPIC.maxEventBytes()).isEqualTo(EventCodec.MAX_BYTES);
    assertThat(new LogTopic("id", 3, 10_000).maxEventBytes()).isBetween(9_000, 9_900);
  }
}
