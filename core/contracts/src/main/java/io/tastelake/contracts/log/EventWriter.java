package io.tastelake.contracts.log;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.interaction.ChangeColumns;
import io.tastelake.domain.interaction.InteractionEvent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.avro.io.BinaryData;

/**
 * Writes one event as Avro's writer of the newest schema does, field after field in its order, and
 * makes no object of the schema's on the way.
 */
final class EventWriter {

  private static final byte[] HEADER = EventSchema.header();
  private static final int MAX_LONG_BYTES = 10;
  private static final int NULL = 0;
  private static final int PRESENT = 1;

  /** The header, 22 characters of the database, two ids of 64 bits and two numbers. */
  private static final int FIXED_BYTES = 106;

  private byte[] bytes;
  private int length;

  private EventWriter(int expected) {
    bytes = Arrays.copyOf(HEADER, FIXED_BYTES + expected);
    length = HEADER.length;
  }

  /** The bytes of {@code event}. */
  static byte[] write(InteractionEvent event) {
    ChangeColumns change = ChangeColumns.of(event.change());
    Actor actor = event.actor();
    EventWriter writer = new EventWriter(expected(actor, change));
    writer.text(event.database().value());
    writer.number(EventSchema.code(actor.kind()));
    writer.text(actor.id());
    writer.number(EventSchema.code(change.operation()));
    writer.id(change.interaction());
    writer.optional(change.item() == null ? null : change.item().value());
    writer.optional(change.type());
    writer.optional(change.timestamp());
    writer.optional(change.properties());
    writer.optional(change.rating());
    writer.optional(change.user() == null ? null : change.user().value());
    writer.number(event.acceptedAt());
    return Arrays.copyOf(writer.bytes, writer.length);
  }

  /** Bytes of the texts, if they are ASCII; others make the array grow. */
  private static int expected(Actor actor, ChangeColumns change) {
    return actor.id().length()
        + (change.item() == null ? 0 : change.item().value().length())
        + (change.type() == null ? 0 : change.type().length())
        + (change.properties() == null ? 0 : change.properties().length());
  }

  private void id(InteractionId id) {
    if (id == null) {
      number(NULL);
      number(NULL);
    } else {
      number(PRESENT);
      number(id.value().getMostSignificantBits());
      number(PRESENT);
      number(id.value().getLeastSignificantBits());
    }
  }

  private void optional(String text) {
    if (text == null) {
      number(NULL);
    } else {
      number(PRESENT);
      text(text);
    }
  }

  private void optional(Double number) {
    if (number == null) {
      number(NULL);
    } else {
      number(PRESENT);
      reserve(Double.BYTES);
      length += BinaryData.encodeDouble(number, bytes, length);
    }
  }

  private void text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    number(utf8.length);
    reserve(utf8.length);
    System.arraycopy(utf8, 0, bytes, length, utf8.length);
    length += utf8.length;
  }

  private void number(long number) {
    reserve(MAX_LONG_BYTES);
    length += BinaryData.encodeLong(number, bytes, length);
  }

  private void reserve(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
    }
  }
}
