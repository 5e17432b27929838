package io.tastelake.contracts.log;

import io.tastelake.contracts.log.avro.ActorKind;
import io.tastelake.contracts.log.avro.InteractionRecord;
import io.tastelake.contracts.log.avro.OperationCode;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.ChangeColumns;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.Operation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;

/** Events to bytes and back by Avro's own writer and reader: what {@link EventCodec} equals. */
final class AvroEvents {

  private AvroEvents() {}

  static byte[] encode(InteractionEvent event) throws IOException {
    ChangeColumns change = ChangeColumns.of(event.change());
    UUID id = map(change.interaction(), InteractionId::value);
    InteractionRecord wire = new InteractionRecord();
    wire.setDatabase(event.database().value());
    wire.setActorKind(ActorKind.valueOf(event.actor().kind().name()));
    wire.setActorId(event.actor().id());
    wire.setOperation(OperationCode.valueOf(change.operation().name()));
    wire.setInteractionHigh(map(id, UUID::getMostSignificantBits));
    wire.setInteractionLow(map(id, UUID::getLeastSignificantBits));
    wire.setItemId(map(change.item(), ItemId::value));
    wire.setInteractionType(change.type());
    wire.setTimestamp(change.timestamp());
    wire.setProperties(change.properties());
    wire.setRating(change.rating());
    wire.setUserId(map(change.user(), UserId::value));
    wire.setAcceptedAt(MicrosecondClock.instant(event.acceptedAt()));
    ByteBuffer bytes = wire.toByteBuffer();
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    return copy;
  }

  /**
   * The event in {@code bytes}.
   *
   * @throws IOException or RuntimeException if they hold none
   */
  static InteractionEvent decode(byte[] bytes) throws IOException {
    int header = EventSchema.HEADER_BYTES;
    InteractionRecord wire =
        reader()
            .read(
                null,
                DecoderFactory.get().binaryDecoder(bytes, header, bytes.length - header, null));
    Actor actor = new Actor(Actor.Kind.valueOf(wire.getActorKind().name()), wire.getActorId());
    long acceptedAt = MicrosecondClock.micros(wire.getAcceptedAt());
    ChangeColumns change =
        new ChangeColumns(
            Operation.valueOf(wire.getOperation().name()),
            interaction(wire),
            map(wire.getItemId(), ItemId::new),
            wire.getInteractionType(),
            wire.getTimestamp(),
            wire.getProperties(),
            wire.getRating(),
            map(wire.getUserId(), UserId::new));
    if (ValidEvents.RULES.violation(actor, change, acceptedAt).isPresent()) {
      throw new IllegalArgumentException("The event breaks a rule.");
    }
    return new InteractionEvent(
        new DatabaseId(wire.getDatabase()), actor, acceptedAt, change.change());
  }

  @SuppressWarnings("unchecked") // Avro's readers are typed by their schema alone
  private static DatumReader<InteractionRecord> reader() {
    return new KnownClasses().createDatumReader(InteractionRecord.getClassSchema());
  }

  /** Avro would look classes up by the name in a schema, which it refuses unless declared. */
  private static final class KnownClasses extends SpecificData {

    KnownClasses() {
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

  private static InteractionId interaction(InteractionRecord wire) {
    return wire.getInteractionHigh() == null || wire.getInteractionLow() == null
        ? null
        : new InteractionId(new UUID(wire.getInteractionHigh(), wire.getInteractionLow()));
  }

  private static <A, B> B map(A value, Function<A, B> of) {
    return value == null ? null : of.apply(value);
  }
}
