package io.tastelake.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a topic must be like that loses nothing, and what is said of one that is not. */
class TopicLayoutTest {

  private static final Duration WEEK = Duration.ofDays(7);
  private static final TopicLayout LAYOUT = new TopicLayout(6, (short) 3, 2, WEEK);

  @ParameterizedTest
  @CsvSource({"0, 1, 1", "1, 0, 1", "1, 1, 0"})
  void aTopicNeedsOneOfEach(int partitions, short replicas, int minInSync) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TopicLayout(partitions, replicas, minInSync, WEEK))
        .withMessageContaining("at least 1 partition");
  }

  @Test
  void aTopicThatWouldRefuseEveryWriteIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TopicLayout(1, (short) 2, 3, WEEK))
        .withMessageContaining("3 in-sync replicas are more than the topic's 2 replicas")
        .withMessageContaining("Lower the former or raise the latter");
    assertThatCode(() -> new TopicLayout(1, (short) 2, 2, WEEK)).doesNotThrowAnyException();
    assertThatCode(() -> TopicLayout.oneBroker(1)).doesNotThrowAnyException();
  }

  @Test
  void partitionsAloneDifferOnceTheyAreOthers() {
    assertThat(LAYOUT.withPartitions(1)).isEqualTo(new TopicLayout(1, (short) 3, 2, WEEK));
    assertThat(TopicLayout.oneBroker(4)).isEqualTo(new TopicLayout(4, (short) 1, 1, WEEK));
  }

  @Test
  void aTopicThatIsCreatedSoIsRight() {
    assertThat(problems(Map.of())).isEmpty();
    assertThat(LAYOUT.settings())
        .containsEntry("min.insync.replicas", "2")
        .containsEntry("unclean.leader.election.enable", "false")
        .containsEntry("cleanup.policy", "delete");
  }

  @ParameterizedTest
  @CsvSource({
    "min.insync.replicas, 3",
    "retention.ms, -1",
    "retention.ms, 604800001",
    "max.message.bytes, 1048588"
  })
  void aStricterTopicIsRightToo(String setting, String value) {
    assertThat(problems(Map.of(setting, value))).isEmpty();
    assertThat(LAYOUT.problems(6, 4, LAYOUT.settings())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "min.insync.replicas, 1, 2",
    "retention.ms, 604799999, 604800000",
    "retention.ms, -2, 604800000",
    "max.message.bytes, 1048575, 1048576",
    "max.message.bytes, 1048589, 1048576",
    "unclean.leader.election.enable, true, false",
    "cleanup.policy, compact, delete",
    "cleanup.policy, 'compact,delete', delete"
  })
  void aSettingThatMayLoseEventsIsNamedWithItsRemedy(String setting, String found, String wanted) {
    assertThat(problems(Map.of(setting, found)))
        .containsExactly(
            "has %s=%s, which must be %s. Set it with kafka-configs --alter --add-config %s=%s"
                .formatted(setting, found, wanted, setting, wanted));
  }

  @Test
  void otherPartitionsAndFewerReplicasAreNamedWithTheirRemedies() {
    assertThat(LAYOUT.problems(12, 1, LAYOUT.settings()))
        .satisfiesExactly(
            partitions ->
                assertThat(partitions)
                    .startsWith("has 12 partitions, not 6")
                    .contains("say --partitions 12"),
            replicas ->
                assertThat(replicas)
                    .startsWith("has 1 replicas, not 3")
                    .contains("kafka-reassign-partitions"));
  }

  private static List<String> problems(Map<String, String> others) {
    Map<String, String> settings = new HashMap<>(LAYOUT.settings());
    settings.putAll(others);
    return LAYOUT.problems(6, 3, settings);
  }
}
