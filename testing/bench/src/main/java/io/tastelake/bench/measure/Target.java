package io.tastelake.bench.measure;

/**
 * What a figure should come to.
 *
 * @param bound in the figure's unit
 */
public record Target(Sense sense, double bound) {

  /** Which side of the bound is good. */
  public enum Sense {
    AT_LEAST("≥ "),
    AT_MOST("≤ "),
    NONE("");

    private final String sign;

    Sense(String sign) {
      this.sign = sign;
    }
  }

  public static final Target NONE = new Target(Sense.NONE, 0);

  public static Target atLeast(double bound) {
    return new Target(Sense.AT_LEAST, bound);
  }

  public static Target atMost(double bound) {
    return new Target(Sense.AT_MOST, bound);
  }

  /** Whether {@code value} is as good as it should be: {@code met}, {@code missed} or nothing. */
  String verdict(double value) {
    return switch (sense) {
      case AT_LEAST -> value >= bound ? "met" : "missed";
      case AT_MOST -> value <= bound ? "met" : "missed";
      case NONE -> "";
    };
  }

  @Override
  public String toString() {
    return sense == Sense.NONE ? "" : sense.sign + Quantity.text(bound);
  }
}
