package io.tastelake.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tastelake.contracts.log.Topics;
import io.tastelake.log.Brokers;
import io.tastelake.log.InteractionTopics;
import io.tastelake.log.KafkaTopic;
import io.tastelake.log.LogUnavailableException;
import io.tastelake.log.LogUser;
import io.tastelake.log.TopicLayout;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What whom the broker lets do, on a folder that an open broker left. */
class KafkaUsersTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final KafkaUsers USERS = KafkaUsers.fresh();

  @TempDir private static Path folder;
  private static KafkaBroker broker;
  private static String topicId;

  @BeforeAll
  static void start() throws Exception {
    try (KafkaBroker open =
        KafkaBroker.startOpen(folder.resolve("kafka"), KafkaBroker.Flush.BY_THE_SYSTEM)) {
      Brokers everybody = Brokers.at(open.bootstrapServers());
      topicId = InteractionTopics.ensure(everybody, TopicLayout.oneBroker(1));
      write(everybody, Topics.INTERACTIONS);
    }
    broker = KafkaBroker.start(folder.resolve("kafka"), KafkaBroker.Flush.BY_THE_SYSTEM, USERS);
    LogUser.grantAll(operator(), TIMEOUT);
    LogUser.grantAll(operator(), TIMEOUT);
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void whatAnOpenBrokerHeldIsThere() {
    assertThat(InteractionTopics.ensure(operator(), TopicLayout.oneBroker(3))).isEqualTo(topicId);
    assertThat(read(as(LogUser.BATCH), Topics.INTERACTIONS)).isPositive();
  }

  @Test
  void eachMayDoWhatItNeeds() throws Exception {
    for (LogUser user : LogUser.values()) {
      assertThat(read(as(user), Topics.INTERACTIONS)).as("%s", user).isPositive();
      try (KafkaTopic topic = KafkaTopic.of(as(user), Topics.INTERACTIONS, TIMEOUT)) {
        assertThat(topic.describe().id()).isEqualTo(topicId);
        assertThat(topic.extent()).isPresent();
      }
    }
    write(as(LogUser.API), Topics.INTERACTIONS);
    write(as(LogUser.BATCH), Topics.INTERACTIONS);
    write(as(LogUser.STREAM), Topics.DEAD_LETTERS);
  }

  @Test
  void noneMayDoMore() {
    assertRefused(() -> write(as(LogUser.STREAM), Topics.INTERACTIONS));
    assertRefused(() -> write(as(LogUser.API), Topics.DEAD_LETTERS));
    assertRefused(() -> write(as(LogUser.BATCH), Topics.DEAD_LETTERS));
    assertRefused(() -> read(as(LogUser.API), Topics.DEAD_LETTERS));
    assertRefused(() -> read(as(LogUser.STREAM), Topics.DEAD_LETTERS));
    for (LogUser user : LogUser.values()) {
      assertThatThrownBy(() -> LogUser.grantAll(as(user), TIMEOUT))
          .isInstanceOf(LogUnavailableException.class)
          .hasMessageContaining("ClusterAuthorizationException");
      try (KafkaTopic other = KafkaTopic.of(as(user), "another", TIMEOUT)) {
        assertThatThrownBy(() -> other.ensure(1, (short) 1, Map.of()))
            .isInstanceOf(LogUnavailableException.class)
            .hasMessageContaining("do not let this user")
            .hasMessageContaining("Grant it")
            .hasMessageNotContaining("Exception");
      }
    }
  }

  @Test
  void nobodyElseGetsIn() {
    Brokers nobody = Brokers.at(broker.bootstrapServers());
    Brokers stranger = KafkaUsers.fresh().brokers(broker.bootstrapServers(), LogUser.API);
    Brokers unknown =
        new Brokers(broker.bootstrapServers(), renamed(as(LogUser.API).security(), "somebody"));
    for (Brokers each : List.of(nobody, stranger, unknown)) {
      assertRefused(() -> write(each, Topics.INTERACTIONS));
      assertRefused(() -> read(each, Topics.INTERACTIONS));
    }
  }

  /** The first request of a connection may be as long as it likes until a user has logged in. */
  @Test
  void strangersHoldNeitherMemoryNorFiles() throws Exception {
    URI address = URI.create("kafka://" + broker.bootstrapServers());
    List<Socket> strangers = new ArrayList<>();
    try {
      for (int i = 0; i < 300; i++) {
        strangers.add(new Socket(address.getHost(), address.getPort()));
      }
      Socket refused = strangers.get(299);
      refused.setSoTimeout(20_000);
      assertThat(refused.getInputStream().read()).as("one too many").isNegative();
      Socket large = strangers.get(0);
      large.setSoTimeout(20_000);
      large.getOutputStream().write(ByteBuffer.allocate(4).putInt(500_000).array());
      assertThat(large.getInputStream().read()).as("a request of 500,000 bytes").isNegative();
    } finally {
      for (Socket stranger : strangers) {
        stranger.close();
      }
    }
    await().untilAsserted(() -> write(as(LogUser.API), Topics.INTERACTIONS));
  }

  @Test
  void whatTheyShowIsInPrivateFiles() throws Exception {
    Path credentials = folder.resolve("credentials");
    USERS.write(credentials);
    for (LogUser user : LogUser.values()) {
      Path file = KafkaUsers.file(credentials, user);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      assertThat(Brokers.at(broker.bootstrapServers()).securedBy(file)).isEqualTo(as(user));
    }
    assertThat(Brokers.at("a:1").securedBy(KafkaUsers.operatorsFile(credentials)))
        .isEqualTo(USERS.operatorsBrokers("a:1"));
  }

  private static Map<String, String> renamed(Map<String, String> security, String name) {
    String login = security.get("sasl.jaas.config");
    return Map.of(
        "security.protocol", security.get("security.protocol"),
        "sasl.mechanism", security.get("sasl.mechanism"),
        "sasl.jaas.config", login.replace(LogUser.API.userName(), name));
  }

  private static Brokers as(LogUser user) {
    return USERS.brokers(broker.bootstrapServers(), user);
  }

  private static Brokers operator() {
    return USERS.operatorsBrokers(broker.bootstrapServers());
  }

  private interface Attempt {
    void run() throws Exception;
  }

  /** A client that says nothing of itself is not answered at all. */
  private static void assertRefused(Attempt attempt) {
    assertThatThrownBy(attempt::run)
        .satisfiesAnyOf(
            e -> assertThat(e).isInstanceOf(AuthorizationException.class),
            e ->
                assertThat(e)
                    .isInstanceOf(org.apache.kafka.common.errors.AuthenticationException.class),
            e -> assertThat(e).isInstanceOf(TimeoutException.class));
  }

  private static void write(Brokers brokers, String topic) throws Exception {
    Map<String, Object> settings =
        brokers.settings(Map.of("max.block.ms", 2_000L, "enable.idempotence", true));
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic, 0, new byte[1], new byte[1])).get();
    } catch (ExecutionException e) {
      throw (Exception) e.getCause();
    }
  }

  private static int read(Brokers brokers, String topic) {
    Map<String, Object> settings = brokers.settings(Map.of("default.api.timeout.ms", 2_000));
    TopicPartition partition = new TopicPartition(topic, 0);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      consumer.endOffsets(List.of(partition));
      return consumer.poll(TIMEOUT).count();
    }
  }
}
