package io.tastelake.contracts.log;

import io.tastelake.contracts.log.avro.ActorKind;
import io.tastelake.contracts.log.avro.InteractionRecord;
import io.tastelake.contracts.log.avro.OperationCode;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.Interned;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.ChangeColumns;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.Operation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;

/**
 * Events to bytes and back: Avro single-object encoding, whose first ten bytes name the schema that
 * wrote the rest, so readers know every version they were built with. Thread-safe.
 */
public final class EventCodec {

  private static final Schema NEWEST = InteractionRecord.getClassSchema();

  /** All versions that the log may hold. */
  private static final List<Schema> VERSIONS = List.of(NEWEST);

  /**
   * The most bytes that an event takes, key and value together: properties of the greatest size,
   * ids, type and numbers. What is larger is refused unread.
   */
  public static final int MAX_BYTES = PropertiesText.MAX_BYTES + (8 << 10);

  static final int NEWEST_VERSION = VERSIONS.size();

  private static final Map<ActorKind, Actor.Kind> KINDS =
      byName(ActorKind.class, Actor.Kind::valueOf);
  private static final Map<OperationCode, Operation> OPERATIONS =
      byName(OperationCode.class, Operation::valueOf);

  private static final byte[] MARKER = {(byte) 0xC3, 1};
  private static final int HEADER = MARKER.length + Long.BYTES;

  private final Interned<DatabaseId> databases = new Interned<>(DatabaseId::new, 1 << 8);
  private final Interned<ItemId> items = new Interned<>(ItemId::new, 1 << 14);
  private final Interned<String> types = new Interned<>(type -> type, 1 << 10);
  private final EventModel model = new EventModel();
  private final BinaryMessageEncoder<InteractionRecord> encoder =
      new BinaryMessageEncoder<>(model, NEWEST);
  private final Map<Long, DatumReader<InteractionRecord>> readers = new HashMap<>();

  public EventCodec() {
    for (Schema version : VERSIONS) {
      readers.put(SchemaNormalization.parsingFingerprint64(version), reader(version));
    }
  }

  /** The bytes of {@code event}, in the newest version. */
  public byte[] encode(InteractionEvent event) {
    InteractionRecord wire = toWire(event);
    try {
      var buffer = encoder.encode(wire);
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      return bytes;
    } catch (IOException e) {
      throw new IllegalStateException("encoding into memory does no input or output", e);
    }
  }

  /**
   * The event of a record of the log.
   *
   * @param key the record's key, which must be its event's
   * @param value the record's value; null, as a tombstone's, is no event
   * @param version the record's header {@link Topics#SCHEMA_VERSION}; null if it has none
   * @throws UndecodableEventException if it holds no valid event; says why
   * @throws NewerSchemaException if it holds an event that this program is too old to read
   */
  public InteractionEvent decode(byte[] key, byte[] value, byte[] version)
      throws UndecodableEventException {
    requireKnown(value, version);
    InteractionEvent event = decode(value);
    if (!Arrays.equals(key, Topics.key(event.database(), event.actor()))) {
      throw new UndecodableEventException("The record's key is not its event's.", null);
    }
    return event;
  }

  /**
   * Requires that a record is of no newer schema than this program knows.
   *
   * @param version the record's header {@link Topics#SCHEMA_VERSION}; null if it has none
   * @throws NewerSchemaException if it is
   */
  public void requireKnown(byte[] value, byte[] version) {
    int named = SchemaVersion.of(version);
    if (named > NEWEST_VERSION && value != null && isEncoded(value) && reader(value) == null) {
      throw new NewerSchemaException(named, NEWEST_VERSION);
    }
  }

  /**
   * The event that {@code bytes} hold.
   *
   * @param bytes a record's value; null, as a tombstone's, is no event
   * @throws UndecodableEventException if they hold no valid event; says why
   */
  public InteractionEvent decode(byte[] bytes) throws UndecodableEventException {
    if (bytes == null) {
      throw new UndecodableEventException("The record has no value.", null);
    }
    if (bytes.length > MAX_BYTES) {
      throw new UndecodableEventException(
          "The record is %,d bytes; an event takes at most %,d.".formatted(bytes.length, MAX_BYTES),
          null);
    }
    try {
      return fromWire(read(bytes));
    } catch (IllegalArgumentException e) {
      throw new UndecodableEventException("Not a valid event: " + e.getMessage(), e);
    } catch (IOException | RuntimeException e) {
      // Avro names no common type for what malformed input makes it throw
      throw new UndecodableEventException("Not Avro of a known event schema: " + e, e);
    }
  }

  /** Decodes from an array, not a stream: so no length is believed that exceeds the record's. */
  private InteractionRecord read(byte[] bytes) throws IOException, UndecodableEventException {
    if (!isEncoded(bytes)) {
      throw new UndecodableEventException("Not an Avro single object.", null);
    }
    DatumReader<InteractionRecord> reader = reader(bytes);
    if (reader == null) {
      throw new UndecodableEventException(
          "Written by an unknown event schema, " + Long.toHexString(fingerprint(bytes)) + ".",
          null);
    }
    BinaryDecoder decoder =
        DecoderFactory.get().binaryDecoder(bytes, HEADER, bytes.length - HEADER, null);
    InteractionRecord wire = reader.read(null, decoder);
    if (!decoder.isEnd()) {
      throw new UndecodableEventException("Bytes follow the event.", null);
    }
    return wire;
  }

  private static boolean isEncoded(byte[] bytes) {
    return bytes.length >= HEADER && Arrays.equals(bytes, 0, MARKER.length, MARKER, 0, 2);
  }

  private DatumReader<InteractionRecord> reader(byte[] bytes) {
    return readers.get(fingerprint(bytes));
  }

  private static long fingerprint(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(MARKER.length);
  }

  @SuppressWarnings("unchecked") // Avro's readers are typed by their schema alone
  private DatumReader<InteractionRecord> reader(Schema writer) {
    return model.createDatumReader(writer, NEWEST);
  }

  /**
   * Avro's view of the generated classes. It knows them by itself: Avro would look them up by the
   * name in a schema, which it refuses for classes that no system property declares trusted.
   */
  private static final class EventModel extends SpecificData {

    EventModel() {
      super(InteractionRecord.class.getClassLoader());
      addLogicalTypeConversion(new TimeConversions.TimestampMicrosConversion());
    }

    @Override
    public Class<?> getClass(Schema schema) {
      return switch (schema.getName()) {
        case "InteractionRecord" -> InteractionRecord.class;
        case "ActorKind" -> ActorKind.class;
        case "OperationCode" -> OperationCode.class;
        default -> super.getClass(schema);
      };
    }
  }

  private static InteractionRecord toWire(InteractionEvent event) {
    ChangeColumns change = ChangeColumns.of(event.change());
    UUID id = change.interaction() == null ? null : change.interaction().value();
    InteractionRecord wire = new InteractionRecord();
    wire.setDatabase(event.database().value());
    wire.setActorKind(ActorKind.valueOf(event.actor().kind().name()));
    wire.setActorId(event.actor().id());
    wire.setOperation(OperationCode.valueOf(change.operation().name()));
    wire.setInteractionHigh(id == null ? null : (Long) id.getMostSignificantBits());
    wire.setInteractionLow(id == null ? null : (Long) id.getLeastSignificantBits());
    wire.setItemId(change.item() == null ? null : change.item().value());
    wire.setInteractionType(change.type());
    wire.setTimestamp(change.timestamp());
    wire.setProperties(change.properties());
    wire.setRating(change.rating());
    wire.setUserId(change.user() == null ? null : change.user().value());
    wire.setAcceptedAt(MicrosecondClock.instant(event.acceptedAt()));
    return wire;
  }

  private InteractionEvent fromWire(InteractionRecord wire) {
    DatabaseId database = databases.of(wire.getDatabase());
    Actor actor = new Actor(KINDS.get(wire.getActorKind()), wire.getActorId());
    long acceptedAt = MicrosecondClock.micros(wire.getAcceptedAt());
    ChangeColumns columns = columns(wire);
    ValidEvents.RULES
        .violation(actor, columns, acceptedAt)
        .ifPresent(
            rule -> {
              throw new IllegalArgumentException(rule);
            });
    return new InteractionEvent(database, actor, acceptedAt, columns.change());
  }

  private ChangeColumns columns(InteractionRecord wire) {
    return new ChangeColumns(
        OPERATIONS.get(wire.getOperation()),
        interactionId(wire),
        map(wire.getItemId(), items::of),
        map(wire.getInteractionType(), types::of),
        wire.getTimestamp(),
        wire.getProperties(),
        wire.getRating(),
        map(wire.getUserId(), UserId::new));
  }

  private static <E extends Enum<E>, T> Map<E, T> byName(Class<E> codes, Function<String, T> of) {
    Map<E, T> values = new EnumMap<>(codes);
    for (E code : codes.getEnumConstants()) {
      values.put(code, of.apply(code.name()));
    }
    return values;
  }

  private static InteractionId interactionId(InteractionRecord wire) {
    return wire.getInteractionHigh() == null || wire.getInteractionLow() == null
        ? null
        : new InteractionId(new UUID(wire.getInteractionHigh(), wire.getInteractionLow()));
  }

  private static <T> T map(String text, Function<String, T> id) {
    return text == null ? null : id.apply(text);
  }
}
