package io.tastelake.serving.interaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tastelake.contracts.log.EventCodec;
import io.tastelake.contracts.log.Topics;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.interaction.Interaction;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.lake.table.LakeAppend;
import io.tastelake.lake.table.OffsetRange;
import io.tastelake.log.LogMismatchException;
import io.tastelake.log.LogUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The ingest job, the broker or the topic is gone: what reads and writes say, and what heals. */
class LostPartsTest {

  private static final HistoryRequest ALL = HistoryRequest.newest(10_000);

  private static final DatabaseId DATABASE = DatabaseId.of(new UUID(1, 2));

  private final LogAndLake parts = new LogAndLake();
  private final Shop shop = new Shop(DATABASE, "user", 10, 7);

  @AfterEach
  void stop() {
    parts.close();
  }

  @Test
  void aTailBeyondItsBudgetWarnsUntilTheLakeHasCaughtUp() {
    var config = parts.config().withLog(parts.config().log().withTailBudget(50_000));
    try (Interactions interactions = Interactions.open(config)) {
      for (int i = 0; i < 200; i++) {
        interactions.eventLog().append(shop.write(20));
      }
      assertThat(shop.actors()).anyMatch(actor -> isWarned(interactions, actor));
      await().until(() -> interactions.tailBytes() <= 50_000);
      Actor cut = shop.actors().stream().filter(a -> isWarned(interactions, a)).findAny().get();
      InteractionId unknown = new InteractionId(new UUID(1, 1));
      assertThatThrownBy(() -> interactions.histories().interaction(DATABASE, cut, unknown))
          .as("whether there is one cannot be said")
          .isInstanceOf(LogUnavailableException.class)
          .hasMessageContaining("retry");
      parts.ingest();
      await().until(() -> shop.actors().stream().noneMatch(a -> isWarned(interactions, a)));
      assertAllReadsEqualTheModel(interactions);
      assertThat(interactions.histories().interaction(DATABASE, cut, unknown)).isEmpty();
      for (Interaction row : shop.expected(cut)) {
        assertThat(interactions.histories().interaction(DATABASE, cut, row.id())).hasValue(row);
      }
      assertThat(interactions.tailEvents()).isZero();
    }
  }

  private static boolean isWarned(Interactions interactions, Actor actor) {
    return !interactions.histories().page(DATABASE, actor, ALL).warnings().isEmpty();
  }

  @Test
  void aNewInstanceGoesOnWhereTheLakeIs() {
    try (Interactions interactions = Interactions.open(parts.config())) {
      interactions.eventLog().append(shop.write(50));
      parts.ingest();
      interactions.eventLog().append(shop.write(50));
    }
    try (Interactions interactions = Interactions.open(parts.config())) {
      assertAllReadsEqualTheModel(interactions);
    }
  }

  @Test
  void whileTheBrokerIsAwayWritesFailAndReadsSayWhatTheyMayLack() {
    var log = parts.config().log().withTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(1));
    try (Interactions interactions = Interactions.open(parts.config().withLog(log))) {
      interactions.eventLog().append(shop.write(50));
      Shop refused = new Shop(DATABASE, "refused", 1, 1);
      parts.broker.stop();
      assertThatThrownBy(() -> interactions.eventLog().append(refused.write(3)))
          .isInstanceOf(LogUnavailableException.class)
          .hasMessageMatching("(?s).*(unknown.*Idempotency-Key|nothing was stored).*");
      assertThat(interactions.histories().page(DATABASE, shop.anyActor(), ALL).notes())
          .isNotEmpty();
      parts.broker.start();
      await()
          .atMost(Duration.ofSeconds(30))
          .ignoreExceptionsInstanceOf(LogUnavailableException.class)
          .until(
              () ->
                  interactions.histories().page(DATABASE, shop.anyActor(), ALL).notes().isEmpty());
      interactions.eventLog().append(shop.write(50));
      assertAllReadsEqualTheModel(interactions);
    }
  }

  @Test
  void aTopicCreatedAnewIsRefusedAtStartAndNoticedWhileRunning() throws Exception {
    try (Interactions interactions = Interactions.open(parts.config());
        Admin admin = parts.broker.admin()) {
      interactions.eventLog().append(shop.write(50));
      parts.ingest();
      admin.deleteTopics(List.of(Topics.INTERACTIONS)).all().get();
      await().ignoreExceptions().until(() -> createdAgain());
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () ->
                  assertThatThrownBy(() -> interactions.eventLog().append(shop.write(1)))
                      .isInstanceOf(LogUnavailableException.class)
                      .hasMessageContaining("belong together"));
      assertThatThrownBy(() -> interactions.histories().page(DATABASE, shop.anyActor(), ALL))
          .isInstanceOf(LogUnavailableException.class);
    }
    assertThatThrownBy(() -> Interactions.open(parts.config()))
        .isInstanceOf(LogMismatchException.class)
        .hasMessageContaining("created anew");
  }

  @Test
  void anEventOfANewerSchemaIsNamedAndReadsAreRefused() throws Exception {
    try (Interactions interactions = Interactions.open(parts.config())) {
      interactions.eventLog().append(shop.write(50));
      Actor actor = shop.anyActor();
      assertThat(interactions.histories().page(DATABASE, actor, ALL).rows()).isNotNull();
      assertThat(interactions.failure()).isEmpty();
      sendNewer(Topics.key(DATABASE, actor));
      await().until(() -> interactions.failure().isPresent());
      assertThat(interactions.failure().get()).contains("schema version 99", "Upgrade it");
      assertThatThrownBy(() -> interactions.histories().page(DATABASE, actor, ALL))
          .isInstanceOf(LogUnavailableException.class)
          .hasMessageContaining("Upgrade it");
    }
  }

  private void sendNewer(byte[] key) throws Exception {
    byte[] value =
        new EventCodec()
            .encode(
                InteractionEvent.retract(
                    DATABASE, shop.anyActor(), new InteractionId(new UUID(1, 1)), 1));
    value[5] ^= 1;
    var record = new ProducerRecord<>(Topics.INTERACTIONS, key, value);
    record.headers().add(Topics.SCHEMA_VERSION, new byte[] {'9', '9'});
    Map<String, Object> settings = Map.of("bootstrap.servers", parts.broker.bootstrapServers());
    try (var newer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      var unused = newer.send(record).get();
    }
  }

  private boolean createdAgain() {
    parts.broker.createTopic();
    return true;
  }

  @Test
  void aLogThatNoLongerReachesTheLakeIsRefused() throws Exception {
    try (Interactions interactions = Interactions.open(parts.config());
        Admin admin = parts.broker.admin()) {
      interactions.eventLog().append(shop.write(50));
      int partition = parts.topic.partition(Topics.key(DATABASE, shop.actors().get(0)));
      var deleted =
          Map.of(
              new TopicPartition(Topics.INTERACTIONS, partition), RecordsToDelete.beforeOffset(1));
      admin.deleteRecords(deleted).all().get();
    }
    assertThatThrownBy(() -> Interactions.open(parts.config()))
        .isInstanceOf(LogMismatchException.class)
        .hasMessageContaining("retention");
  }

  @Test
  void aLakeThatIsAheadOfTheLogIsRefused() {
    parts.lake.commit(
        new LakeAppend(parts.topic.id(), Map.of(0, new OffsetRange(0, 5)), List.of()));
    assertThatThrownBy(() -> Interactions.open(parts.config()))
        .isInstanceOf(LogMismatchException.class)
        .hasMessageContaining("lost its newest events");
  }

  private void assertAllReadsEqualTheModel(Interactions interactions) {
    for (Actor actor : shop.actors()) {
      HistoryPart view = interactions.histories().page(DATABASE, actor, ALL);
      assertThat(view.rows()).isEqualTo(shop.expected(actor));
      assertThat(view.warnings()).isEmpty();
    }
  }
}
