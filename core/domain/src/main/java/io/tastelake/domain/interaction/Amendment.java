package io.tastelake.domain.interaction;

import io.tastelake.domain.identity.ItemId;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The fields of an interaction that an AMEND sets; empty ones keep their values.
 *
 * @param timestamp Unix seconds
 * @param properties a JSON object as text
 */
public record Amendment(
    Optional<ItemId> item,
    Optional<String> type,
    OptionalDouble timestamp,
    Optional<String> properties) {

  /** Sets nothing. */
  public static final Amendment NONE =
      new Amendment(Optional.empty(), Optional.empty(), OptionalDouble.empty(), Optional.empty());

  public Amendment {
    Objects.requireNonNull(item, "item");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(timestamp, "timestamp");
    Objects.requireNonNull(properties, "properties");
  }

  /** The same, and this item. */
  public Amendment withItem(ItemId value) {
    return new Amendment(Optional.of(value), type, timestamp, properties);
  }

  /** The same, and this type. */
  public Amendment withType(String value) {
    return new Amendment(item, Optional.of(value), timestamp, properties);
  }

  /** The same, and this timestamp. */
  public Amendment withTimestamp(double value) {
    return new Amendment(item, type, OptionalDouble.of(value), properties);
  }

  /** The same, and these properties. */
  public Amendment withProperties(String value) {
    return new Amendment(item, type, timestamp, Optional.of(value));
  }
}
