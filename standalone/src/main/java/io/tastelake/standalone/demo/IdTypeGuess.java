package io.tastelake.standalone.demo;

import io.tastelake.domain.identity.IdType;
import io.tastelake.domain.identity.InvalidIdException;
import java.util.ArrayList;
import java.util.List;

/** The narrowest id type that spells all ids of a file. */
final class IdTypeGuess {

  private final List<IdType> possible =
      new ArrayList<>(
          List.of(IdType.parse("uint32"), IdType.parse("uint64"), IdType.UUID, IdType.TEXT64));

  /**
   * Takes one more id into account.
   *
   * @throws InvalidIdException if no type spells it
   */
  void see(String id) {
    IdType.TEXT64.canonical(id); // spells what the narrower types spell
    possible.removeIf(type -> !spells(type, id));
  }

  IdType narrowest() {
    return possible.get(0);
  }

  private static boolean spells(IdType type, String id) {
    try {
      type.canonical(id);
      return true;
    } catch (InvalidIdException e) {
      return false;
    }
  }
}
