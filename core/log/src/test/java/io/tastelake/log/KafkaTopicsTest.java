package io.tastelake.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tastelake.contracts.log.EventCodec;
import io.tastelake.contracts.log.Topics;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.log.DeadLetters.Letter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Topics, dead letters and access rules, on a real broker where everybody may do everything. */
@Timeout(120)
class KafkaTopicsTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final TopicLayout LAYOUT =
      new TopicLayout(TestBroker.PARTITIONS, (short) 1, 1, Duration.ofDays(3));

  @TempDir static Path folder;
  private static TestBroker broker;
  private static KafkaProducer<byte[], byte[]> producer;

  @BeforeAll
  static void start() {
    broker =
        new TestBroker(
            folder,
            new TestBroker.Security(
                "PLAINTEXT",
                Map.of(
                    "authorizer.class.name",
                    "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                    "super.users",
                    "User:ANONYMOUS"),
                Map.of()));
    producer =
        new KafkaProducer<>(
            broker.brokers().settings(Map.of()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  @AfterAll
  static void stop() {
    producer.close();
    broker.close();
  }

  private static KafkaTopic topic(String name) {
    return KafkaTopic.of(broker.brokers(), name, TIMEOUT);
  }

  @Test
  void aTopicThatIsMissingIsCreatedOnceAndDescribed() throws Exception {
    try (KafkaTopic topic = topic("fresh")) {
      assertThat(topic.topicId()).isEmpty();
      assertThat(topic.extent()).isEmpty();
      String id = topic.ensure(3, (short) 1, Map.of("max.message.bytes", "70000"));
      assertThat(topic.ensure(5, (short) 1, Map.of())).as("it is there").isEqualTo(id);
      assertThat(topic.topicId()).contains(id);
      assertThat(topic.describe()).isEqualTo(new LogTopic(id, 3, 70_000));
      assertThat(topic.partitionCount()).isEqualTo(3);
      assertThat(topic.end().next()).isEqualTo(Map.of(0, 0L, 1, 0L, 2, 0L));
      put("fresh", 1, "a");
      put("fresh", 1, "b");
      put("fresh", 2, "c");
      LogExtent extent = topic.extent().orElseThrow();
      assertThat(extent.topicId()).isEqualTo(id);
      assertThat(extent.begin().next()).isEqualTo(Map.of(0, 0L, 1, 0L, 2, 0L));
      assertThat(extent.end().next()).isEqualTo(Map.of(0, 0L, 1, 2L, 2, 1L));
      assertThat(topic.end()).isEqualTo(extent.end());
    }
  }

  @Test
  void whoAsksAboutATopicThatIsMissingIsToldToCreateIt() {
    try (KafkaTopic missing = topic("missing")) {
      for (Runnable question :
          List.<Runnable>of(missing::describe, missing::partitionCount, missing::end)) {
        assertThatThrownBy(question::run)
            .isInstanceOf(LogMismatchException.class)
            .hasMessageContaining("There is no topic 'missing' at " + broker.bootstrapServers())
            .hasMessageContaining("Create it");
      }
    }
  }

  @Test
  void aTopicThatBrokersRefuseToCreateIsUnavailable() {
    try (KafkaTopic topic = topic("not a name")) {
      assertThatThrownBy(() -> topic.ensure(1, (short) 1, Map.of()))
          .isInstanceOf(LogUnavailableException.class)
          .hasMessageContaining("'not a name'");
    }
    try (KafkaTopic topic = topic("replicated")) {
      assertThatThrownBy(() -> topic.ensure(1, (short) 3, Map.of()))
          .isInstanceOf(LogUnavailableException.class);
    }
  }

  @Test
  void bothTopicsAreAsTheyMustBeOrItIsSaidWhatIsWrong() throws Exception {
    try (KafkaTopic interactions = topic(Topics.INTERACTIONS);
        KafkaTopic letters = topic(Topics.DEAD_LETTERS)) {
      String id = interactions.topicId().orElseThrow();
      assertThat(InteractionTopics.ensure(broker.brokers(), LAYOUT)).isEqualTo(id);
      assertThat(interactions.partitionCount()).isEqualTo(TestBroker.PARTITIONS);
      assertThat(letters.partitionCount()).isEqualTo(1);
      assertThat(settings(Topics.DEAD_LETTERS)).containsAllEntriesOf(LAYOUT.settings());
    }
    assertThat(InteractionTopics.problems(broker.brokers(), LAYOUT)).isEmpty();
    TopicLayout longer =
        new TopicLayout(TestBroker.PARTITIONS + 1, (short) 2, 2, Duration.ofDays(4));
    assertThat(InteractionTopics.problems(broker.brokers(), longer))
        .anyMatch(each -> each.startsWith("Topic 'interactions' has 4 partitions, not 5."))
        .anyMatch(each -> each.startsWith("Topic 'interactions' has 1 replicas, not 2."))
        .anyMatch(each -> each.startsWith("Topic 'interactions-dead-letter' has 1 replicas, not 2"))
        .anyMatch(each -> each.contains("'interactions-dead-letter' has retention.ms=259200000"))
        .noneMatch(each -> each.contains("'interactions' has retention.ms")) // it keeps all
        .noneMatch(each -> each.contains("'interactions-dead-letter' has 1 partitions"));
  }

  /** More than one poll brings, in several polls, and of those that came later none. */
  @Test
  void deadLettersAreReadToTheirPresentEnd() throws Exception {
    InteractionTopics.ensure(broker.brokers(), LAYOUT);
    InteractionEvent forget =
        InteractionEvent.forget(
            DatabaseId.of(new UUID(1, 2)),
            Actor.of(new UserId("ann")),
            new InteractionId(new UUID(3, 4)),
            5);
    Instant before = Instant.now().minusSeconds(60);
    put(letter("interactions/0/1", new EventCodec().encode(forget), "too new", null));
    put(letter("interactions/0/2", "no event".getBytes(UTF_8), "damaged", "200000"));
    put(new ProducerRecord<>(Topics.DEAD_LETTERS, null, null));
    for (int i = 0; i < 1_200; i++) {
      put(letter("interactions/1/" + i, "x".getBytes(UTF_8), "damaged", null));
    }
    List<Letter> read = new ArrayList<>();
    new DeadLetters(broker.brokers()).forEach(read::add);
    assertThat(read).hasSize(1_203);
    Letter first = read.get(0);
    assertThat(first.origin()).isEqualTo("interactions/0/1");
    assertThat(first.reason()).isEqualTo("too new");
    assertThat(first.event()).contains(forget);
    assertThat(first.bytes()).isEqualTo(new EventCodec().encode(forget).length);
    assertThat(first.at()).isBetween(before, Instant.now().plusSeconds(60));
    assertThat(read.get(1))
        .extracting(Letter::bytes, Letter::event)
        .containsExactly(200_000L, Optional.empty());
    assertThat(read.get(2))
        .extracting(Letter::origin, Letter::reason, Letter::bytes)
        .containsExactly("unknown", "unknown", 0L);
    assertThat(read).extracting(Letter::origin).endsWith("interactions/1/1199");

    List<String> meanwhile = new ArrayList<>();
    new DeadLetters(broker.brokers())
        .forEach(
            each -> {
              meanwhile.add(each.origin());
              put(letter("later", new byte[0], "", null));
            });
    assertThat(meanwhile).hasSize(1_203).doesNotContain("later");
  }

  @Test
  void eachUserIsGrantedWhatItNeedsAndNoMore() throws Exception {
    LogUser.grantAll(broker.brokers(), TIMEOUT);
    LogUser.grantAll(broker.brokers(), TIMEOUT);
    try (Admin admin = broker.admin()) {
      Set<String> rules =
          admin.describeAcls(AclBindingFilter.ANY).values().get().stream()
              .map(KafkaTopicsTest::rule)
              .collect(Collectors.toSet());
      assertThat(rules)
          .containsExactlyInAnyOrder(
              "tastelake-api READ topic interactions",
              "tastelake-api WRITE topic interactions",
              "tastelake-api DESCRIBE_CONFIGS topic interactions",
              "tastelake-batch READ topic interactions",
              "tastelake-batch WRITE topic interactions",
              "tastelake-batch DESCRIBE_CONFIGS topic interactions",
              "tastelake-stream READ topic interactions",
              "tastelake-stream DESCRIBE_CONFIGS topic interactions",
              "tastelake-stream WRITE topic interactions-dead-letter",
              "tastelake-stream DESCRIBE_CONFIGS topic interactions-dead-letter",
              "tastelake-stream READ group ingest-interactions",
              "tastelake-stream READ group update-taste");
    }
  }

  private static String rule(AclBinding binding) {
    AclOperation operation = binding.entry().operation();
    return "%s %s %s %s"
        .formatted(
            binding.entry().principal().replace("User:", ""),
            operation,
            binding.pattern().resourceType().name().toLowerCase(Locale.ROOT),
            binding.pattern().name());
  }

  @Test
  void brokersWithoutAccessRulesAreNamed(@TempDir Path open) {
    try (TestBroker unguarded = new TestBroker(open)) {
      assertThatThrownBy(() -> LogUser.grantAll(unguarded.brokers(), TIMEOUT))
          .isInstanceOf(LogUnavailableException.class)
          .hasMessageContaining("do not take access rules")
          .hasMessageContaining("authorizer");
    }
  }

  private static Map<String, String> settings(String topic) throws Exception {
    try (Admin admin = broker.admin()) {
      ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
      return admin.describeConfigs(List.of(resource)).all().get().get(resource).entries().stream()
          .collect(Collectors.toMap(each -> each.name(), each -> each.value()));
    }
  }

  private static ProducerRecord<byte[], byte[]> letter(
      String origin, byte[] value, String reason, String size) {
    var letter = new ProducerRecord<byte[], byte[]>(Topics.DEAD_LETTERS, null, value);
    letter.headers().add(Topics.ORIGIN, origin.getBytes(UTF_8));
    letter.headers().add(Topics.REASON, reason.getBytes(UTF_8));
    if (size != null) {
      letter.headers().add(Topics.SIZE, size.getBytes(UTF_8));
    }
    return letter;
  }

  private static void put(String topic, int partition, String value) {
    put(new ProducerRecord<>(topic, partition, null, value.getBytes(UTF_8)));
  }

  private static void put(ProducerRecord<byte[], byte[]> record) {
    var unused = producer.send(record);
    producer.flush();
  }
}
