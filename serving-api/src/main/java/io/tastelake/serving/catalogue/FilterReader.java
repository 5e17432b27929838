package io.tastelake.serving.catalogue;

import io.tastelake.domain.catalogue.Filter;
import io.tastelake.domain.catalogue.Property;
import io.tastelake.domain.catalogue.PropertyType;
import io.tastelake.domain.interaction.Numbers;
import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.Flags;
import io.tastelake.store.KnownProperties;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes filters of what a request spells, by the properties that there are. */
final class FilterReader {

  private static final String OPS =
      Arrays.stream(Filter.Op.values())
          .map(op -> op.name().toLowerCase(Locale.ROOT))
          .collect(Collectors.joining(", "));

  private final KnownProperties properties;

  FilterReader(KnownProperties properties) {
    this.properties = properties;
  }

  /**
   * The property that a condition names.
   *
   * @throws ApiException {@code ITEM_PROPERTY_NOT_FOUND} if there is none
   */
  Property property(WrittenFilter written) {
    return properties
        .named(written.property())
        .orElseThrow(() -> Subject.ITEM.propertyMissing(written.property()));
  }

  /**
   * The filter.
   *
   * @throws ApiException {@code ITEM_PROPERTY_NOT_FOUND}, or {@code WrongData} if operator or value
   *     fit no property of this type
   */
  Filter filter(WrittenFilter written) {
    Property property = property(written);
    Filter.Op op =
        Arrays.stream(Filter.Op.values())
            .filter(known -> known.name().toLowerCase(Locale.ROOT).equals(written.op()))
            .findFirst()
            .orElseThrow(() -> written.wrong("must have one of the operators " + OPS));
    if (op.unary()) {
      return new Filter(property, op, Set.of());
    }
    List<String> values = op.plural() ? written.split() : written.values();
    if (values.isEmpty() || (!op.plural() && values.size() > 1)) {
      throw written.wrong("must have " + (op.plural() ? "values" : "one value"));
    }
    return new Filter(
        property,
        op,
        values.stream()
            .map(value -> operand(written, property.type(), value))
            .collect(Collectors.toSet()));
  }

  private static Object operand(WrittenFilter written, PropertyType type, String text) {
    Optional<?> operand =
        type.textual()
            ? type.canonical(text)
            : type.form() == PropertyType.Form.BOOL
                ? Flags.read(text).map(yes -> yes ? 1.0 : 0.0)
                : Numbers.finite(text).map(number -> number + 0.0);
    return operand
        .map(Object.class::cast)
        .orElseThrow(() -> written.wrong("has a value that is none of type " + type.name()));
  }
}
