package io.tastelake.contracts.log;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.Interned;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.ChangeColumns;
import io.tastelake.domain.interaction.InteractionEvent;
import java.io.IOException;
import java.util.UUID;
import org.apache.avro.AvroTypeException;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/**
 * Reads events as Avro's reader of the newest schema does, field after field in its order, and
 * makes no object of the schema's on the way. Thread-safe.
 */
final class EventReader {

  private final Interned<DatabaseId> databases = new Interned<>(DatabaseId::new, 1 << 8);
  private final Interned<ItemId> items = new Interned<>(ItemId::new, 1 << 14);
  private final Interned<String> types = new Interned<>(type -> type, 1 << 10);

  /**
   * The event in {@code bytes}.
   *
   * @throws IllegalArgumentException if it breaks a rule of events
   * @throws UndecodableEventException if more follows it
   * @throws IOException or any RuntimeException if it is not of the schema
   */
  InteractionEvent read(byte[] bytes) throws IOException, UndecodableEventException {
    // An array, not a stream: so no length is believed that exceeds the record's
    int header = EventSchema.HEADER_BYTES;
    BinaryDecoder in =
        DecoderFactory.get().binaryDecoder(bytes, header, bytes.length - header, null);
    String database = in.readString();
    Actor.Kind kind = EventSchema.kind(in.readEnum());
    String actor = in.readString();
    var operation = EventSchema.operation(in.readEnum());
    Long high = number(in);
    Long low = number(in);
    String item = text(in);
    String type = text(in);
    Double timestamp = real(in);
    String properties = text(in);
    Double rating = real(in);
    String user = text(in);
    long acceptedAt = in.readLong();
    if (!in.isEnd()) {
      throw new UndecodableEventException("Bytes follow the event.", null);
    }
    DatabaseId of = databases.of(database);
    ChangeColumns change =
        new ChangeColumns(
            operation,
            high == null || low == null ? null : new InteractionId(new UUID(high, low)),
            item == null ? null : items.of(item),
            type == null ? null : types.of(type),
            timestamp,
            properties,
            rating,
            user == null ? null : new UserId(user));
    return event(of, new Actor(kind, actor), acceptedAt, change);
  }

  private static InteractionEvent event(
      DatabaseId database, Actor actor, long acceptedAt, ChangeColumns change) {
    ValidEvents.RULES
        .violation(actor, change, acceptedAt)
        .ifPresent(
            rule -> {
              throw new IllegalArgumentException(rule);
            });
    return new InteractionEvent(database, actor, acceptedAt, change.change());
  }

  private static Long number(BinaryDecoder in) throws IOException {
    return isPresent(in) ? (Long) in.readLong() : null;
  }

  private static Double real(BinaryDecoder in) throws IOException {
    return isPresent(in) ? (Double) in.readDouble() : null;
  }

  private static String text(BinaryDecoder in) throws IOException {
    return isPresent(in) ? in.readString() : null;
  }

  private static boolean isPresent(BinaryDecoder in) throws IOException {
    int branch = in.readIndex();
    if (branch != 0 && branch != 1) {
      throw new AvroTypeException("there is no branch " + branch);
    }
    return branch == 1;
  }
}
