package io.tastelake.batch.rating;

import io.tastelake.domain.rating.ItemRating;
import io.tastelake.domain.rating.Rating;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What is known of one user's taste for one item, as a row.
 *
 * @param rating inferred and given
 */
record RatedItem(String database, String user, String item, ItemRating rating) {

  static final String DATABASE = "database_id";
  static final String USER = "user_id";
  static final String ITEM = "item_id";
  static final String INFERRED = "inferred";
  static final String INFERRED_FROM = "inferred_from";
  static final String GIVEN = "given";
  static final String GIVEN_AT = "given_at";
  static final String EFFECTIVE = "effective";
  static final String EFFECTIVE_AT = "effective_at";

  static final StructType SCHEMA =
      new StructType()
          .add(DATABASE, DataTypes.StringType, false)
          .add(USER, DataTypes.StringType, false)
          .add(ITEM, DataTypes.StringType, false)
          .add(INFERRED, DataTypes.DoubleType, true)
          .add(INFERRED_FROM, DataTypes.DoubleType, true)
          .add(GIVEN, DataTypes.DoubleType, true)
          .add(GIVEN_AT, DataTypes.DoubleType, true)
          .add(EFFECTIVE, DataTypes.DoubleType, true)
          .add(EFFECTIVE_AT, DataTypes.DoubleType, true);

  static RatedItem of(Row row) {
    return new RatedItem(
        row.getString(0),
        row.getString(1),
        row.getString(2),
        new ItemRating(rating(row, 3), rating(row, 5)));
  }

  private static Optional<Rating> rating(Row row, int at) {
    return row.isNullAt(at)
        ? Optional.empty()
        : Optional.of(new Rating(row.getDouble(at), row.getDouble(at + 1)));
  }

  Row row() {
    return RowFactory.create(
        database,
        user,
        item,
        value(rating.inferred()),
        timestamp(rating.inferred()),
        value(rating.given()),
        timestamp(rating.given()),
        value(rating.effective()),
        timestamp(rating.effective()));
  }

  private static Double value(Optional<Rating> rating) {
    return rating.map(Rating::value).orElse(null);
  }

  private static Double timestamp(Optional<Rating> rating) {
    return rating.map(Rating::timestamp).orElse(null);
  }
}
