package io.tastelake.contracts.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.domain.interaction.Histories;
import io.tastelake.domain.interaction.InteractionEvent;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** The codec writes and reads the bytes itself; Avro, which it does not ask, says whether right. */
final class EventCodecEqualsAvroTest {

  private final EventCodec codec = new EventCodec();

  @Provide
  Arbitrary<InteractionEvent> events() {
    return Histories.events();
  }

  @Property
  void writesWhatAvroWrites(@ForAll("events") InteractionEvent event) throws IOException {
    assertThat(codec.encode(event)).isEqualTo(AvroEvents.encode(event));
  }

  @Property
  void readsWhatAvroReads(@ForAll("events") InteractionEvent event) throws Exception {
    byte[] bytes = AvroEvents.encode(event);
    assertThat(codec.decode(bytes)).isEqualTo(AvroEvents.decode(bytes));
  }

  @Property
  void readsOfChangedBytesWhatAvroReads(
      @ForAll("events") InteractionEvent event,
      @ForAll @IntRange(min = 0, max = 999) int permille,
      @ForAll byte value)
      throws IOException {
    byte[] bytes = AvroEvents.encode(event);
    int body = bytes.length - EventSchema.HEADER_BYTES;
    bytes[EventSchema.HEADER_BYTES + body * permille / 1000] = value;
    assertReadsAlike(bytes);
  }

  @Property
  void readsOfRandomBytesWhatAvroReads(@ForAll byte[] body) {
    byte[] header = EventSchema.header();
    byte[] bytes = Arrays.copyOf(header, header.length + body.length);
    System.arraycopy(body, 0, bytes, header.length, body.length);
    assertReadsAlike(bytes);
  }

  private void assertReadsAlike(byte[] bytes) {
    Optional<InteractionEvent> avro = byAvro(bytes);
    Optional<InteractionEvent> ours = byCodec(bytes);
    // Avro's own framing takes bytes that follow an event; the codec refuses them
    if (ours.isPresent() || avro.isEmpty() || isWhole(bytes, avro.get())) {
      assertThat(ours).isEqualTo(avro);
    }
  }

  private Optional<InteractionEvent> byCodec(byte[] bytes) {
    try {
      return Optional.of(codec.decode(bytes));
    } catch (UndecodableEventException e) {
      return Optional.empty();
    }
  }

  private static Optional<InteractionEvent> byAvro(byte[] bytes) {
    try {
      return Optional.of(AvroEvents.decode(bytes));
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private static boolean isWhole(byte[] bytes, InteractionEvent event) {
    try {
      return AvroEvents.encode(event).length == bytes.length;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
