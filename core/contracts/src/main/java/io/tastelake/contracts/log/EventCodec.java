package io.tastelake.contracts.log;

import io.tastelake.domain.interaction.InteractionEvent;
import java.io.IOException;
import java.util.Arrays;

/**
 * Events to bytes and back: Avro single-object encoding, whose first ten bytes name the schema that
 * wrote the rest, so readers know every version they were built with. Thread-safe.
 */
public final class EventCodec {

  /**
   * The most bytes that an event takes, key and value together: properties of the greatest size,
   * ids, type and numbers. What is larger is refused unread.
   */
  public static final int MAX_BYTES = PropertiesText.MAX_BYTES + (8 << 10);

  static final int NEWEST_VERSION = 1;

  private final EventReader reader = new EventReader();

  /** The bytes of {@code event}, in the newest version. */
  public byte[] encode(InteractionEvent event) {
    return EventWriter.write(event);
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
    if (named > NEWEST_VERSION
        && value != null
        && EventSchema.isEncoded(value)
        && EventSchema.fingerprint(value) != EventSchema.FINGERPRINT) {
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
      requireSchema(bytes);
      return reader.read(bytes);
    } catch (IllegalArgumentException e) {
      throw new UndecodableEventException("Not a valid event: " + e.getMessage(), e);
    } catch (IOException | RuntimeException e) {
      // Avro names no common type for what malformed input makes it throw
      throw new UndecodableEventException("Not Avro of a known event schema: " + e, e);
    }
  }

  private static void requireSchema(byte[] bytes) throws UndecodableEventException {
    if (!EventSchema.isEncoded(bytes)) {
      throw new UndecodableEventException("Not an Avro single object.", null);
    }
    long schema = EventSchema.fingerprint(bytes);
    if (schema != EventSchema.FINGERPRINT) {
      throw new UndecodableEventException(
          "Written by an unknown event schema, " + Long.toHexString(schema) + ".", null);
    }
  }
}
