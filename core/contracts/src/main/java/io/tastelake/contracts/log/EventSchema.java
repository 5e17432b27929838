package io.tastelake.contracts.log;

import io.tastelake.contracts.log.avro.InteractionRecord;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.interaction.Operation;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/** The newest schema: its fingerprint, and the numbers that it gives to kinds and operations. */
final class EventSchema {

  private static final Schema SCHEMA = InteractionRecord.getClassSchema();

  static final long FINGERPRINT = SchemaNormalization.parsingFingerprint64(SCHEMA);

  private static final Symbols<Actor.Kind> KINDS = new Symbols<>("actor_kind", Actor.Kind.class);
  private static final Symbols<Operation> OPERATIONS = new Symbols<>("operation", Operation.class);

  private static final byte[] MARKER = {(byte) 0xC3, 1};

  /** Bytes before an event's own: Avro's marker of single objects, and the fingerprint. */
  static final int HEADER_BYTES = MARKER.length + Long.BYTES;

  private EventSchema() {}

  /** What precedes an event's own bytes. */
  static byte[] header() {
    return ByteBuffer.allocate(HEADER_BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(MARKER)
        .putLong(FINGERPRINT)
        .array();
  }

  /** Whether {@code bytes} begin as Avro's single objects do, of whichever schema. */
  static boolean isEncoded(byte[] bytes) {
    return bytes.length >= HEADER_BYTES
        && Arrays.equals(bytes, 0, MARKER.length, MARKER, 0, MARKER.length);
  }

  /** The fingerprint of the schema that wrote {@code bytes}. */
  static long fingerprint(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(MARKER.length);
  }

  static int code(Actor.Kind kind) {
    return KINDS.codes.get(kind);
  }

  static int code(Operation operation) {
    return OPERATIONS.codes.get(operation);
  }

  static Actor.Kind kind(int code) {
    return KINDS.value(code);
  }

  static Operation operation(int code) {
    return OPERATIONS.value(code);
  }

  /** The symbols of an enumeration: their numbers are their places in the schema. */
  private static final class Symbols<E extends Enum<E>> {

    private final List<E> values;
    private final Map<E, Integer> codes;

    Symbols(String field, Class<E> type) {
      List<String> symbols = SCHEMA.getField(field).schema().getEnumSymbols();
      values = symbols.stream().map(symbol -> Enum.valueOf(type, symbol)).toList();
      codes = new EnumMap<>(type);
      values.forEach(value -> codes.put(value, values.indexOf(value)));
    }

    E value(int code) {
      if (code < 0 || code >= values.size()) {
        throw new AvroTypeException("there is no symbol " + code);
      }
      return values.get(code);
    }
  }
}
