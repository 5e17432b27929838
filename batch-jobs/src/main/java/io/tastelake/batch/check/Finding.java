package io.tastelake.batch.check;

/**
 * What one check found.
 *
 * @param name what was checked, as the summary has it
 * @param value what was counted
 * @param sentence the same for people
 * @param agrees false if nothing but a fault explains it
 */
record Finding(String name, long value, String sentence, boolean agrees) {

  /** A count that is neither right nor wrong. */
  static Finding fact(String name, long value, String sentence) {
    return new Finding(name, value, sentence, true);
  }

  /** A count that must be 0. */
  static Finding none(String name, long value, String sentence) {
    return new Finding(name, value, sentence, value == 0);
  }

  @Override
  public String toString() {
    return (agrees ? "ok        " : "DISAGREES ") + name + " = " + value + ": " + sentence;
  }
}
