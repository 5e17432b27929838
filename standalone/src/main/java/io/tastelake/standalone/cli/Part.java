package io.tastelake.standalone.cli;

import java.util.Optional;

/**
 * A part of a running standalone, as it looks from outside.
 *
 * @param where its address or folder
 * @param says how it is: its lag, or when it ran last; empty if there is nothing to say
 * @param down why it is of no use now, and what to do; nothing if it is
 */
record Part(String name, String where, String says, Optional<String> down) {

  static Part up(String name, String where, String says) {
    return new Part(name, where, says, Optional.empty());
  }

  static Part down(String name, String where, String why) {
    return new Part(name, where, "", Optional.of(why));
  }

  @Override
  public String toString() {
    return "  %-20s  %s  %s".formatted(name, where, down.orElse(says)).stripTrailing();
  }
}
