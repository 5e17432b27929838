package io.tastelake.domain.catalogue;

import java.util.List;
import java.util.Set;

/**
 * What an item's values of one property have to be. An item may have none, or several: then one has
 * to be as the operator says, and of the operators that deny something none may be.
 *
 * @param operands numbers as {@link Double}, of a yes or no 1 and 0, texts as {@link String}: one,
 *     for {@link Op#IN} and {@link Op#NOTIN} any number, for {@link Op#EMPTY} and {@link
 *     Op#NOTEMPTY} none
 */
public record Filter(Property property, Op op, Set<Object> operands) {

  /** How values are compared. */
  public enum Op {
    EQ,
    NEQ,
    LT,
    LTE,
    GT,
    GTE,
    IN,
    NOTIN,
    EMPTY,
    NOTEMPTY;

    /** Whether it holds where the {@link #opposite} does not. */
    boolean denies() {
      return this == NEQ || this == NOTIN || this == EMPTY;
    }

    /** What it denies. */
    Op opposite() {
      return switch (this) {
        case NEQ -> EQ;
        case NOTIN -> IN;
        case EMPTY -> NOTEMPTY;
        default -> throw new IllegalStateException(this + " denies nothing");
      };
    }

    /** Whether it has no operand. */
    public boolean unary() {
      return this == EMPTY || this == NOTEMPTY;
    }

    /** Whether it has any number of operands. */
    public boolean plural() {
      return this == IN || this == NOTIN;
    }
  }

  /** Whether an item with these values is wanted. */
  public boolean matches(List<?> values) {
    return op.denies()
        ? values.stream().noneMatch(value -> holds(op.opposite(), value))
        : values.stream().anyMatch(value -> holds(op, value));
  }

  /** Whether a value is as an operator that denies nothing says. */
  boolean holds(Op how, Object value) {
    return switch (how) {
      case NOTEMPTY -> true;
      case EQ, IN -> operands.contains(value);
      case LT -> compared(value) < 0;
      case LTE -> compared(value) <= 0;
      case GT -> compared(value) > 0;
      case GTE -> compared(value) >= 0;
      default -> throw new IllegalArgumentException(how + " denies something");
    };
  }

  private int compared(Object value) {
    Object operand = operands.iterator().next();
    return value instanceof Double number
        ? Double.compare(number, (Double) operand)
        : ((String) value).compareTo((String) operand);
  }
}
