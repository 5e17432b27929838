package io.tastelake.e2e.kit;

import io.tastelake.contracts.log.EventCodec;
import io.tastelake.contracts.log.Topics;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.Interaction;
import io.tastelake.domain.interaction.InteractionEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Records that hold no valid event, under the key of a user whom they would harm. */
public final class Poison {

  private static final EventCodec CODEC = new EventCodec();

  private final DatabaseId database;
  private final UserId user;

  public Poison(DatabaseId database, String user) {
    this.database = database;
    this.user = new UserId(user);
  }

  /** Values that each break another rule. */
  public List<byte[]> invalidEvents() {
    List<byte[]> values = new ArrayList<>();
    for (String id : new String[] {"x\u0000", "x".repeat(200_000), "line\nbreak"}) {
      values.add(recorded(new UserId(id), "lamp", 1.0, null));
      values.add(recorded(user, id, 1.0, null));
    }
    for (double timestamp : new double[] {Double.NaN, Double.NEGATIVE_INFINITY, -1e300, 1e18}) {
      values.add(recorded(user, "lamp", timestamp, null));
    }
    for (String properties : new String[] {"{\"a\":", "", "[]", "{\"a\":NaN}", "{}{}"}) {
      values.add(recorded(user, "lamp", 1.0, properties));
    }
    return values;
  }

  private byte[] recorded(UserId actor, String item, double timestamp, String properties) {
    InteractionId id = new InteractionId(UUID.randomUUID());
    Interaction interaction = new Interaction(id, new ItemId(item), "view", timestamp, properties);
    return CODEC.encode(InteractionEvent.record(database, Actor.of(actor), interaction, 1));
  }

  /** Headers may lack what they are for, or hold anything. */
  private static ProducerRecord<byte[], byte[]> withOddHeaders(
      byte[] key, byte[] value, Random random) {
    var record = new ProducerRecord<>(Topics.INTERACTIONS, key, value);
    for (String name : List.of(Topics.REQUEST, Topics.ORIGIN, Topics.REASON, Topics.SIZE)) {
      switch (random.nextInt(3)) {
        case 0 -> record.headers().add(name, null);
        case 1 -> record.headers().add(name, value);
        default -> {} // it has no such header
      }
    }
    return record;
  }

  /** Sends all of these and as many random bytes as asked for; returns when the log has them. */
  public void into(Log log, int randomRecords, long seed) {
    byte[] key = Topics.key(database, Actor.of(user));
    Random random = new Random(seed);
    try (KafkaProducer<byte[], byte[]> producer = log.producer()) {
      List<byte[]> values = invalidEvents();
      for (int i = 0; i < randomRecords; i++) {
        byte[] bytes = new byte[random.nextInt(200)];
        random.nextBytes(bytes);
        values.add(bytes);
      }
      for (byte[] value : values) {
        var unused = producer.send(withOddHeaders(key, value, random));
      }
      producer.flush();
    }
  }
}
