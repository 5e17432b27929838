package io.tastelake.lake.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.interaction.Operation;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.apache.parquet.io.api.Binary;

/** How operations and kinds of actor are spelled in files: by their names, which never change. */
final class EnumDictionary {

  private static final Map<Operation, Binary> OPERATIONS = spelled(Operation.class);
  private static final Map<Actor.Kind, Binary> KINDS = spelled(Actor.Kind.class);
  private static final Map<Binary, Operation> OPERATIONS_READ = read(OPERATIONS);
  private static final Map<Binary, Actor.Kind> KINDS_READ = read(KINDS);

  private EnumDictionary() {}

  static Binary of(Operation operation) {
    return OPERATIONS.get(operation);
  }

  static Binary of(Actor.Kind kind) {
    return KINDS.get(kind);
  }

  static Operation operation(Binary word) {
    return known(OPERATIONS_READ.get(word), word);
  }

  static Actor.Kind kind(Binary word) {
    return known(KINDS_READ.get(word), word);
  }

  private static <T> T known(T meaning, Binary word) {
    if (meaning == null) {
      throw new IllegalStateException(
          "A row says '"
              + word.toStringUsingUTF8()
              + "', which this version does not know: a newer one wrote it, so use that.");
    }
    return meaning;
  }

  /**
   * As arrays: Parquet's other kinds move a position when they are read, and threads share these.
   */
  private static <E extends Enum<E>> Map<E, Binary> spelled(Class<E> words) {
    Map<E, Binary> spelled = new EnumMap<>(words);
    for (E word : words.getEnumConstants()) {
      spelled.put(word, Binary.fromConstantByteArray(word.name().getBytes(UTF_8)));
    }
    return spelled;
  }

  private static <E> Map<Binary, E> read(Map<E, Binary> spelled) {
    Map<Binary, E> read = new HashMap<>();
    spelled.forEach((word, binary) -> read.put(binary, word));
    return read;
  }
}
