package io.tastelake.contracts.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tastelake.contracts.log.avro.ActorKind;
import io.tastelake.contracts.log.avro.InteractionRecord;
import io.tastelake.contracts.log.avro.OperationCode;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.Change;
import io.tastelake.domain.interaction.Histories;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.Operation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EventCodecTest {

  private static final int HEADER = 10;

  private final EventCodec codec = new EventCodec();

  @Provide
  Arbitrary<InteractionEvent> events() {
    return Histories.events();
  }

  @Property
  void roundTrip(@ForAll("events") InteractionEvent event) throws UndecodableEventException {
    assertThat(codec.decode(codec.encode(event))).isEqualTo(event);
  }

  @Property
  void anyAcceptanceTimeRoundTripsOrIsRefused(@ForAll long acceptedAt) {
    InteractionEvent event = forgotten(acceptedAt);
    byte[] bytes;
    try {
      bytes = codec.encode(event);
    } catch (ArithmeticException beyondTime) {
      return;
    }
    assertDecodesOrIsRefused(bytes);
  }

  @Property
  void randomBytesAreRefused(@ForAll byte[] bytes) {
    assertRefused(bytes);
  }

  @Property
  void randomBytesAfterTheHeaderAreRefusedOrAnEvent(@ForAll byte[] body) {
    byte[] bytes = Arrays.copyOf(header(), HEADER + body.length);
    System.arraycopy(body, 0, bytes, HEADER, body.length);
    assertDecodesOrIsRefused(bytes);
  }

  @Property
  void whatIsCutOffIsRefused(
      @ForAll("events") InteractionEvent event,
      @ForAll @IntRange(min = 0, max = 999) int permille) {
    byte[] bytes = codec.encode(event);
    assertRefused(Arrays.copyOf(bytes, bytes.length * permille / 1000));
  }

  @Property
  void flippedBitsAreRefusedOrAnEvent(
      @ForAll("events") InteractionEvent event,
      @ForAll @IntRange(min = 0, max = 999) int permille,
      @ForAll @IntRange(min = 0, max = 7) int bit) {
    byte[] bytes = codec.encode(event);
    bytes[bytes.length * permille / 1000] ^= (byte) (1 << bit);
    assertDecodesOrIsRefused(bytes);
  }

  @Test
  void aTombstoneIsRefused() {
    assertThatThrownBy(() -> codec.decode(null))
        .isInstanceOf(UndecodableEventException.class)
        .hasMessage("The record has no value.");
  }

  @ParameterizedTest
  @ValueSource(
      longs = {1 << 20, 1 << 30, Integer.MAX_VALUE - 8, Integer.MAX_VALUE, Long.MAX_VALUE, -1})
  void aLengthBeyondTheRecordIsRefusedWithoutThatMuchMemory(long length) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(header());
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    encoder.writeLong(length);
    out.write(new byte[100]);
    assertRefused(out.toByteArray());
  }

  @ParameterizedTest
  @EnumSource(
      value = Operation.class,
      names = {"FORGET"},
      mode = EnumSource.Mode.EXCLUDE)
  void anEventThatLacksItsFieldsIsRefused(Operation operation) throws IOException {
    byte[] bare = bytes(operation, wire -> {});
    assertThatThrownBy(() -> codec.decode(bare))
        .isInstanceOf(UndecodableEventException.class)
        .hasMessageContaining(operation.name())
        .hasMessageContaining("lacks a field");
  }

  @Test
  void anActorWithoutIdIsRefused() {
    Actor nobody = new Actor(Actor.Kind.USER, "");
    assertRefused(codec.encode(event(nobody, new Change.Forgotten(Optional.empty()))));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.99, 10.01, Double.NaN, Double.POSITIVE_INFINITY})
  void aRateOffTheScaleIsRefused(double rating) throws IOException {
    assertRefused(
        bytes(
            Operation.RATE,
            wire -> {
              wire.setItemId("item");
              wire.setTimestamp(1.0);
              wire.setRating(rating);
            }));
  }

  @Test
  void aRateWithoutTimestampIsRefused() throws IOException {
    assertRefused(
        bytes(
            Operation.RATE,
            wire -> {
              wire.setItemId("item");
              wire.setRating(7.0);
            }));
  }

  private static InteractionEvent event(Actor actor, Change change) {
    return new InteractionEvent(Histories.DATABASE, actor, 0, change);
  }

  private static byte[] bytes(Operation operation, Consumer<InteractionRecord> fields)
      throws IOException {
    InteractionRecord wire = new InteractionRecord();
    wire.setDatabase(Histories.DATABASE.value());
    wire.setActorKind(ActorKind.USER);
    wire.setActorId("u");
    wire.setOperation(OperationCode.valueOf(operation.name()));
    wire.setAcceptedAt(Instant.EPOCH);
    fields.accept(wire);
    return wire.toByteBuffer().array();
  }

  @Test
  void aDatabaseThatIsNoneIsRefused() throws IOException {
    byte[] bytes = bytes(Operation.FORGET, wire -> wire.setDatabase("not a database"));
    assertThatThrownBy(() -> codec.decode(bytes))
        .isInstanceOf(UndecodableEventException.class)
        .hasMessageContaining("'not a database' is not a database id");
  }

  @Test
  void anUnknownSchemaIsRefused() {
    byte[] bytes = codec.encode(forgotten(0));
    bytes[5] ^= 1;
    assertThatThrownBy(() -> codec.decode(bytes))
        .isInstanceOf(UndecodableEventException.class)
        .hasMessageStartingWith("Written by an unknown event schema");
  }

  @Test
  void bytesAfterTheEventAreRefused() {
    byte[] bytes = codec.encode(forgotten(0));
    assertThatThrownBy(() -> codec.decode(Arrays.copyOf(bytes, bytes.length + 1)))
        .isInstanceOf(UndecodableEventException.class)
        .hasMessage("Bytes follow the event.");
  }

  @Test
  void aRetractHoldsNoMoreThanItsPlaceAndTime() {
    InteractionId id = new InteractionId(new UUID(-1, -1));
    DatabaseId database = DatabaseId.of(new UUID(0, 0));
    Actor actor = Actor.of(new UserId("u"));
    assertThat(codec.encode(InteractionEvent.retract(database, actor, id, 0)))
        .hasSize(HEADER + 23 + 1 + 2 + 1 + 2 + 2 + 6 + 1);
  }

  private byte[] header() {
    return Arrays.copyOf(codec.encode(forgotten(0)), HEADER);
  }

  private static InteractionEvent forgotten(long acceptedAt) {
    return new InteractionEvent(
        Histories.DATABASE, Histories.ACTOR, acceptedAt, new Change.Forgotten(Optional.empty()));
  }

  private void assertRefused(byte[] bytes) {
    assertThatThrownBy(() -> codec.decode(bytes))
        .isInstanceOf(UndecodableEventException.class)
        .message()
        .isNotBlank();
  }

  private void assertDecodesOrIsRefused(byte[] bytes) {
    try {
      InteractionEvent event = codec.decode(bytes);
      assertThat(codec.decode(codec.encode(event))).isEqualTo(event);
    } catch (UndecodableEventException refused) {
      assertThat(refused.getMessage()).isNotBlank();
    }
  }
}
