package io.tastelake.contracts.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tastelake.contracts.log.avro.ActorKind;
import io.tastelake.contracts.log.avro.InteractionRecord;
import io.tastelake.contracts.log.avro.OperationCode;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.Change;
import io.tastelake.domain.interaction.Histories;
import io.tastelake.domain.interaction.IdText;
import io.tastelake.domain.interaction.Interaction;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.Operation;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records that hold no event which counts, and those that are too new to be read. */
class InvalidEventsTest {

  private final EventCodec codec = new EventCodec();

  @Test
  void bytesWithoutAVersionAreNoNewerEvent() throws UndecodableEventException {
    InteractionEvent event = forgotten();
    byte[] key = Topics.key(event.database(), event.actor());
    byte[] bytes = codec.encode(event);
    for (byte[] version : new byte[][] {null, {}, {'1'}, {'2', ' '}, {-1}, "-2".getBytes(UTF_8)}) {
      assertThat(codec.decode(key, bytes, version)).isEqualTo(event);
    }
    assertThat(codec.decode(key, bytes, SchemaVersion.header())).isEqualTo(event);
    bytes[5] ^= 1;
    assertThatThrownBy(() -> codec.decode(key, bytes, SchemaVersion.header()))
        .isInstanceOf(UndecodableEventException.class);
    assertThatThrownBy(() -> codec.decode(key, bytes, null))
        .isInstanceOf(UndecodableEventException.class);
  }

  @Test
  void anEventOfANewerSchemaIsNoDeadLetter() {
    InteractionEvent event = forgotten();
    byte[] key = Topics.key(event.database(), event.actor());
    byte[] bytes = codec.encode(event);
    bytes[5] ^= 1;
    byte[] newer = SchemaVersion.header(EventCodec.NEWEST_VERSION + 1);
    assertThatThrownBy(() -> codec.decode(key, bytes, newer))
        .isInstanceOf(NewerSchemaException.class)
        .hasMessageContaining("schema version 2")
        .hasMessageContaining("Upgrade");
    assertThatThrownBy(() -> codec.decode(key, new byte[] {1, 2, 3}, newer))
        .isInstanceOf(UndecodableEventException.class);
    assertThatThrownBy(() -> codec.decode(key, null, newer))
        .isInstanceOf(UndecodableEventException.class);
  }

  @Test
  void aForeignKeyIsRefused() {
    byte[] bytes = codec.encode(forgotten());
    byte[] key = Topics.key(Histories.DATABASE, Actor.of(new UserId("somebody else")));
    for (byte[] wrong : new byte[][] {key, {}, null}) {
      assertThatThrownBy(() -> codec.decode(wrong, bytes, null))
          .isInstanceOf(UndecodableEventException.class)
          .hasMessage("The record's key is not its event's.");
    }
  }

  @Test
  void whatIsLargerThanAnyEventIsRefusedUnread() {
    byte[] bytes = Arrays.copyOf(codec.encode(forgotten()), EventCodec.MAX_BYTES + 1);
    assertThatThrownBy(() -> codec.decode(bytes))
        .isInstanceOf(UndecodableEventException.class)
        .hasMessage("The record is 73,729 bytes; an event takes at most 73,728.");
  }

  @Test
  void theLargestEventFits() throws UndecodableEventException {
    String longest = "日".repeat(IdText.MAX_LENGTH);
    String properties = "{\"" + "x".repeat(PropertiesText.MAX_BYTES - 7) + "\":12}";
    InteractionEvent event =
        InteractionEvent.record(
            Histories.DATABASE,
            Actor.of(new UserId(longest)),
            new Interaction(
                new InteractionId(new UUID(-1, -1)),
                new ItemId(longest),
                "😀".repeat(64),
                3_500_000_000.0,
                properties),
            1L << 52);
    byte[] key = Topics.key(event.database(), event.actor());
    byte[] bytes = codec.encode(event);
    assertThat(key.length + bytes.length).isLessThan(EventCodec.MAX_BYTES);
    assertThat(codec.decode(key, bytes, null)).isEqualTo(event);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{\"a\":",
        "{\"a\":1",
        "[]",
        "1",
        "null",
        "{} {}",
        "{}x",
        "{a:1}",
        "{\"a\":NaN}",
        "{\"a\":Infinity}",
        "{'a':1}",
        "{\"a\":1,}",
        "{\"a\":01}",
        "{\"a\":\"\\ud800\"}",
        "{\"\\udc00\":1}",
        "{\"a\":\"\u0000\"}",
        "{\"a\":/**/1}"
      })
  void propertiesThatAreNoJsonObjectAreRefused(String properties) throws IOException {
    byte[] bytes = recorded(wire -> wire.setProperties(properties));
    assertThatThrownBy(() -> codec.decode(bytes))
        .isInstanceOf(UndecodableEventException.class)
        .hasMessage(
            "Not a valid event: the properties are not a JSON object within the API's limits");
  }

  @ParameterizedTest
  @ValueSource(ints = {65, 1_000, 30_000})
  void deepPropertiesAreRefused(int depth) throws IOException {
    String deep = "{\"a\":" + "[".repeat(depth) + "]".repeat(depth) + "}";
    byte[] bytes = recorded(wire -> wire.setProperties(deep));
    assertRefused(bytes);
  }

  @Test
  void hugePropertiesAreRefused() throws IOException {
    String huge = "{\"" + "x".repeat(PropertiesText.MAX_BYTES) + "\":1}";
    assertRefused(recorded(wire -> wire.setProperties(huge)));
    String manyDigits = "{\"a\":" + "9".repeat(300) + "}";
    assertRefused(recorded(wire -> wire.setProperties(manyDigits)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x\u0000", "", "\n", "\u009f"})
  void idsThatNoStoreTakesAreRefused(String id) throws IOException {
    assertRefused(recorded(wire -> wire.setActorId(id)));
    assertRefused(recorded(wire -> wire.setItemId(id)));
    assertRefused(
        bytes(
            Operation.RESOLVE,
            wire -> {
              wire.setTimestamp(1.0);
              wire.setUserId(id);
            }));
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.NEGATIVE_INFINITY, -1e300, 1e18})
  void timestampsOutOfRangeAreRefused(double timestamp) throws IOException {
    assertRefused(recorded(wire -> wire.setTimestamp(timestamp)));
  }

  private static byte[] recorded(Consumer<InteractionRecord> fields) throws IOException {
    return bytes(
        Operation.RECORD,
        wire -> {
          wire.setInteractionHigh(1L);
          wire.setInteractionLow(2L);
          wire.setItemId("item");
          wire.setInteractionType("view");
          wire.setTimestamp(1.0);
          fields.accept(wire);
        });
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

  private static InteractionEvent forgotten() {
    return new InteractionEvent(
        Histories.DATABASE, Histories.ACTOR, 0, new Change.Forgotten(Optional.empty()));
  }

  private void assertRefused(byte[] bytes) {
    assertThatThrownBy(() -> codec.decode(bytes))
        .isInstanceOf(UndecodableEventException.class)
        .message()
        .isNotBlank();
  }
}
