package io.tastelake.contracts.log;

import io.tastelake.contracts.log.avro.ActorKind;
import io.tastelake.contracts.log.avro.InteractionRecord;
import io.tastelake.contracts.log.avro.OperationCode;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.Operation;
import java.io.IOException;
import java.util.UUID;
import java.util.function.Function;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;

/**
 * Events to bytes and back: Avro single-object encoding, whose first ten bytes name the schema that
 * wrote the rest, so readers know every version they were built with. Thread-safe.
 */
public final class EventCodec {

  private final BinaryMessageEncoder<InteractionRecord> encoder =
      new BinaryMessageEncoder<>(new SpecificData(), InteractionRecord.getClassSchema());
  private final BinaryMessageDecoder<InteractionRecord> decoder =
      new BinaryMessageDecoder<>(new SpecificData(), InteractionRecord.getClassSchema());

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
   * The event that {@code bytes} hold.
   *
   * @param bytes a record's value; null, as a tombstone's, is no event
   * @throws UndecodableEventException if they hold none; says why
   */
  public InteractionEvent decode(byte[] bytes) throws UndecodableEventException {
    if (bytes == null) {
      throw new UndecodableEventException("The record has no value.", null);
    }
    try {
      return fromWire(decoder.decode(bytes));
    } catch (IOException | AvroRuntimeException | IndexOutOfBoundsException e) {
      throw new UndecodableEventException("Not Avro of a known event schema: " + e, e);
    } catch (IllegalArgumentException e) {
      throw new UndecodableEventException("Not a valid event: " + e.getMessage(), e);
    }
  }

  private static InteractionRecord toWire(InteractionEvent event) {
    UUID id = event.interaction() == null ? null : event.interaction().value();
    InteractionRecord wire = new InteractionRecord();
    wire.setDatabase(event.database().value());
    wire.setActorKind(ActorKind.valueOf(event.actor().kind().name()));
    wire.setActorId(event.actor().id());
    wire.setOperation(OperationCode.valueOf(event.operation().name()));
    wire.setInteractionHigh(id == null ? null : (Long) id.getMostSignificantBits());
    wire.setInteractionLow(id == null ? null : (Long) id.getLeastSignificantBits());
    wire.setItemId(event.item() == null ? null : event.item().value());
    wire.setInteractionType(event.type());
    wire.setTimestamp(event.timestamp());
    wire.setProperties(event.properties());
    wire.setRating(event.rating());
    wire.setUserId(event.user() == null ? null : event.user().value());
    wire.setAcceptedAt(MicrosecondClock.instant(event.acceptedAt()));
    return wire;
  }

  private static InteractionEvent fromWire(InteractionRecord wire) {
    Operation operation = Operation.valueOf(wire.getOperation().name());
    InteractionEvent event =
        new InteractionEvent(
            new DatabaseId(wire.getDatabase()),
            new Actor(Actor.Kind.valueOf(wire.getActorKind().name()), wire.getActorId()),
            operation,
            interactionId(wire),
            map(wire.getItemId(), ItemId::new),
            wire.getInteractionType(),
            wire.getTimestamp(),
            wire.getProperties(),
            wire.getRating(),
            map(wire.getUserId(), UserId::new),
            MicrosecondClock.micros(wire.getAcceptedAt()));
    requireFieldsOf(event);
    return event;
  }

  private static InteractionId interactionId(InteractionRecord wire) {
    return wire.getInteractionHigh() == null || wire.getInteractionLow() == null
        ? null
        : new InteractionId(new UUID(wire.getInteractionHigh(), wire.getInteractionLow()));
  }

  private static void requireFieldsOf(InteractionEvent event) {
    boolean complete =
        switch (event.operation()) {
          case RECORD ->
              event.interaction() != null
                  && event.item() != null
                  && event.type() != null
                  && event.timestamp() != null;
          case AMEND, RETRACT -> event.interaction() != null;
          case RESOLVE -> event.user() != null;
          case RATE -> event.item() != null && event.rating() != null;
          case UNRATE -> event.item() != null;
          case FORGET -> true;
        };
    if (!complete || event.actor().id().isEmpty()) {
      throw new IllegalArgumentException(
          "a " + event.operation() + " lacks a field that it needs: " + event);
    }
  }

  private static <T> T map(String text, Function<String, T> id) {
    return text == null ? null : id.apply(text);
  }
}
