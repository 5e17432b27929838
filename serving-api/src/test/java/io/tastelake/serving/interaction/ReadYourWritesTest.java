package io.tastelake.serving.interaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tastelake.contracts.log.EventCodec;
import io.tastelake.contracts.log.Topics;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.interaction.Interaction;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.lake.table.LakeMissingException;
import io.tastelake.rules.TestCounts;
import io.tastelake.testkit.log.PoisonRecords;
import io.tastelake.testkit.log.PoisonRecords.Poison;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Whatever is acknowledged is in the next read, on every instance, while the lake moves on. */
class ReadYourWritesTest {

  private static final HistoryRequest ALL = HistoryRequest.newest(10_000);

  private static final boolean LONG = TestCounts.isLong();
  private static final int SHOPPERS = 4;
  private static final int STEPS = LONG ? 2_000 : 200;

  private static LogAndLake parts;
  private static List<Interactions> instances;

  @BeforeContainer
  static void start() {
    parts = new LogAndLake();
    instances = List.of(Interactions.open(parts.config()), Interactions.open(parts.config()));
  }

  @AfterContainer
  static void stop() {
    instances.forEach(Interactions::close);
    parts.close();
  }

  @Property(tries = 5)
  void everyReadEqualsTheModel(@ForAll long seed) throws Exception {
    DatabaseId database = DatabaseId.of(UUID.randomUUID()); // a seed may be tried twice
    ExecutorService shoppers = Executors.newFixedThreadPool(SHOPPERS);
    List<Callable<Void>> tasks =
        IntStream.range(0, SHOPPERS)
            .<Callable<Void>>mapToObj(
                number -> () -> shop(new Shop(database, "s" + number + "-", 8, seed + number)))
            .toList();
    try {
      parts.whileIngesting(
          Duration.ofMillis(30),
          () -> {
            for (var done : shoppers.invokeAll(tasks)) {
              done.get();
            }
          });
    } finally {
      shoppers.shutdown();
    }
  }

  @Example
  void poisonAndStrangeKeysArePassedOver() throws Exception {
    Shop shop = new Shop(DatabaseId.of(new UUID(1, 2)), "user", 1, 7);
    try (var stranger = stranger()) {
      instances.get(0).eventLog().append(shop.write(20));
      Actor actor = shop.anyActor();
      byte[] junk = {1, 2, 3};
      byte[] key = Topics.key(shop.database, actor);
      stranger.send(new ProducerRecord<>(Topics.INTERACTIONS, key, junk)).get();
      stranger.send(new ProducerRecord<>(Topics.INTERACTIONS, key, null)).get();
      stranger.send(new ProducerRecord<>(Topics.INTERACTIONS, null, junk)).get();
      PoisonRecords poison = new PoisonRecords(new Random(5), shop.database, actor);
      for (int i = 0; i < 300; i++) {
        Poison record = i < PoisonRecords.rules() ? poison.breakingARule() : poison.next();
        var unused =
            stranger.send(new ProducerRecord<>(Topics.INTERACTIONS, record.key(), record.value()));
      }
      stranger.flush();
      HistoryPart view = instances.get(1).histories().page(shop.database, actor, ALL);
      assertThat(view.rows()).isEqualTo(shop.expected(actor));
    }
  }

  @Example
  void anEventInAnotherPartitionThanItsKeysIsPassedOver() throws Exception {
    DatabaseId database = DatabaseId.of(new UUID(3, 14));
    InteractionEvent misplaced = recorded(database, "somebody");
    InteractionEvent inPlace;
    try (var stranger = stranger()) {
      int own = partition(stranger, misplaced);
      int others = 0;
      do {
        inPlace = recorded(database, "other" + others++);
      } while (partition(stranger, inPlace) == own);
      int other = partition(stranger, inPlace);
      byte[] value = new EventCodec().encode(misplaced);
      stranger.send(new ProducerRecord<>(Topics.INTERACTIONS, other, key(misplaced), value)).get();
    }
    instances.get(0).eventLog().append(List.of(inPlace));
    InteractionEvent last = inPlace;
    await()
        .untilAsserted(
            () ->
                assertThat(instances.get(1).newest().of(database))
                    .extracting(LoggedEvent::event)
                    .containsExactly(last));
  }

  private static KafkaProducer<byte[], byte[]> stranger() {
    Map<String, Object> settings = Map.of("bootstrap.servers", parts.broker.bootstrapServers());
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static InteractionEvent recorded(DatabaseId database, String user) {
    Interaction bought =
        new Interaction(
            new InteractionId(UUID.randomUUID()), new ItemId("lamp"), "buy", 1_750_000_000, null);
    return InteractionEvent.record(
        database, new Actor(Actor.Kind.USER, user), bought, 1_750_000_000_000_000L);
  }

  private static byte[] key(InteractionEvent event) {
    return Topics.key(event.database(), event.actor());
  }

  /** Where Kafka puts records of an event's key. */
  private static int partition(KafkaProducer<byte[], byte[]> stranger, InteractionEvent event)
      throws Exception {
    return stranger
        .send(new ProducerRecord<>(Topics.INTERACTIONS, key(event), new byte[] {1}))
        .get()
        .partition();
  }

  @Example
  void aMissingLakeIsSaidToBeMissing() {
    var config =
        InteractionsConfig.defaults(parts.broker.brokers(), parts.root().resolve("nowhere"));
    assertThatThrownBy(() -> Interactions.open(config)).isInstanceOf(LakeMissingException.class);
  }

  private static Void shop(Shop shop) {
    Random random = new Random(shop.hashCode());
    for (int step = 0; step < STEPS; step++) {
      any(random).eventLog().append(shop.write(6));
      Actor actor = shop.anyActor();
      HistoryPart view = any(random).histories().page(shop.database, actor, ALL);
      assertThat(view.rows()).as("step %s", step).isEqualTo(shop.expected(actor));
      assertThat(view.warnings()).isEmpty();
    }
    return null;
  }

  private static Interactions any(Random random) {
    return instances.get(random.nextInt(instances.size()));
  }
}
