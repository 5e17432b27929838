package io.tastelake.batch.imports;

import io.tastelake.contracts.cell.Cell;
import io.tastelake.contracts.cell.Cell.Kind;
import io.tastelake.contracts.cell.WrongRowException;
import io.tastelake.domain.identity.IdType;
import io.tastelake.domain.identity.InvalidIdException;
import io.tastelake.domain.interaction.Numbers;
import java.util.EnumMap;
import java.util.Map;

/** Finds fields in rows, and reads ids. */
final class RowFields {

  private final ImportConfig config;
  private final Map<Field, IdType> ids = new EnumMap<>(Field.class);

  RowFields(ImportConfig config) {
    this.config = config;
    config.ids().forEach((field, type) -> ids.put(field, IdType.parse(type)));
  }

  /**
   * Makes sure that a row could be read.
   *
   * @throws WrongRowException if not; says why
   */
  static void requireSound(RawRow row) throws WrongRowException {
    if (row.problem() != null) {
      throw new WrongRowException(row.problem());
    }
  }

  /** The id in {@code cell}, in its canonical form. */
  String id(Field field, Cell cell) throws WrongRowException {
    if (cell.is(Kind.OBJECT) || cell.is(Kind.OTHER)) {
      throw wrong(field, "a string or a number");
    }
    String text = cell.is(Kind.NUMBER) ? Numbers.integerText(cell.text()) : cell.text();
    try {
      return ids.get(field).canonical(text);
    } catch (InvalidIdException e) {
      throw new WrongRowException("The field " + field + ": " + e.getMessage());
    }
  }

  /** What a row has of {@code field}. */
  Cell required(Field field, RawRow row) throws WrongRowException {
    Cell cell = cell(field, row);
    if (cell == null) {
      throw new WrongRowException("The field " + field + " is missing.");
    }
    return cell;
  }

  /** The same, or null. */
  Cell cell(Field field, RawRow row) {
    String constant = config.constants().get(field);
    return constant != null
        ? Cell.untyped(constant)
        : row.cells().get(config.mapping().column(field));
  }

  static WrongRowException wrong(Field field, String accepted) {
    return new WrongRowException("The field " + field + " must be " + accepted + ".");
  }
}
