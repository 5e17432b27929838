package io.tastelake.e2e.ingest;

import io.tastelake.contracts.log.EventCodec;
import io.tastelake.contracts.log.Topics;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.SessionId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.Amendment;
import io.tastelake.domain.interaction.Interaction;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.e2e.kit.Log;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends random events of random actors to a log, and now and then something that is none. */
final class Feed implements AutoCloseable {

  private static final DatabaseId DATABASE = DatabaseId.of(new UUID(4, 2));
  private static final byte[] NONSENSE = "no event".getBytes(StandardCharsets.UTF_8);

  private final KafkaProducer<byte[], byte[]> producer;
  private final SplittableRandom random;
  private final EventCodec codec = new EventCodec();
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

  Feed(Log log, SplittableRandom random) {
    this.producer = log.producer();
    this.random = random;
  }

  /** Sends so many records; returns when they are acknowledged. */
  synchronized void send(int amount) {
    for (int i = 0; i < amount; i++) {
      InteractionEvent event = event();
      byte[] value = random.nextInt(50) == 0 ? NONSENSE : codec.encode(event);
      byte[] key = Topics.key(event.database(), event.actor());
      var unused = producer.send(new ProducerRecord<>(Topics.INTERACTIONS, key, value));
    }
    producer.flush();
  }

  /** Keeps sending a few at a time until closed. */
  void flow() {
    var unused = clock.scheduleAtFixedRate(() -> send(5), 0, 10, TimeUnit.MILLISECONDS);
  }

  private InteractionEvent event() {
    String id = "actor-" + random.nextInt(40);
    Actor actor = random.nextBoolean() ? Actor.of(new UserId(id)) : Actor.of(new SessionId(id));
    InteractionId interaction = InteractionId.derived(DATABASE, id, random.nextInt(1000));
    ItemId item = new ItemId("item-" + random.nextInt(100));
    double timestamp = random.nextInt(1_000_000) / 8.0;
    long acceptedAt = 1_700_000_000_000_000L + random.nextInt(1_000_000);
    return switch (random.nextInt(10)) {
      case 0 -> InteractionEvent.retract(DATABASE, actor, interaction, acceptedAt);
      case 1, 2 ->
          InteractionEvent.amend(
              DATABASE,
              actor,
              interaction,
              Amendment.NONE.withItem(item).withTimestamp(timestamp),
              acceptedAt);
      default ->
          InteractionEvent.record(
              DATABASE,
              actor,
              new Interaction(interaction, item, "view", timestamp, "{\"n\":" + timestamp + "}"),
              acceptedAt);
    };
  }

  @Override
  public void close() {
    clock.shutdown();
    try {
      if (!clock.awaitTermination(30, TimeUnit.SECONDS)) {
        throw new IllegalStateException("The log does not take records any more.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.close();
  }
}
