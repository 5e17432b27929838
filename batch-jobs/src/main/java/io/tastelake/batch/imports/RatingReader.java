package io.tastelake.batch.imports;

import io.tastelake.contracts.cell.Cell;
import io.tastelake.contracts.cell.Cell.Kind;
import io.tastelake.contracts.cell.TimestampFormat;
import io.tastelake.contracts.cell.WrongRowException;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.Numbers;
import io.tastelake.store.GivenRatings.Given;

/** Makes ratings of rows, and refuses what the API would refuse. */
final class RatingReader {

  private static final String ACCEPTED = "a number";

  private final Scale scale;
  private final RowFields fields;
  private final TimestampFormat.Reader timestamps;

  RatingReader(ImportConfig config) {
    this.scale = config.scale();
    this.fields = new RowFields(config);
    this.timestamps = config.timestamps().reader(ValueOptions.TIMESTAMP_FORMAT);
  }

  /**
   * The rating in {@code row}.
   *
   * @throws WrongRowException if there is none; says why
   */
  Given rating(RawRow row) throws WrongRowException {
    RowFields.requireSound(row);
    UserId user = new UserId(fields.id(Field.USER, fields.required(Field.USER, row)));
    ItemId item = new ItemId(fields.id(Field.ITEM, fields.required(Field.ITEM, row)));
    double value = value(fields.required(Field.RATING, row));
    Cell time = fields.cell(Field.TIMESTAMP, row);
    return new Given(user, item, value, time == null ? null : timestamps.seconds(time));
  }

  private double value(Cell cell) throws WrongRowException {
    if (cell.is(Kind.OBJECT) || cell.is(Kind.OTHER)) {
      throw RowFields.wrong(Field.RATING, ACCEPTED);
    }
    double given =
        Numbers.finite(cell.text()).orElseThrow(() -> RowFields.wrong(Field.RATING, ACCEPTED));
    return scale
        .mapped(given)
        .orElseThrow(
            () ->
                new WrongRowException(
                    "The field rating is %s, which is off the scale %s; --scale names another."
                        .formatted(cell.text(), scale)));
  }
}
