package io.tastelake.batch.rating;

import io.tastelake.domain.rating.Rating;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What is known of one user's taste for one item, as a row.
 *
 * @param inferred from interactions; null if there is no evidence
 * @param given by the user; null if the user gave none
 */
record RatedItem(String database, String user, String item, Rating inferred, Rating given) {

  static final String DATABASE = "database_id";
  static final String USER = "user_id";
  static final String ITEM = "item_id";
  static final String INFERRED = "inferred";
  static final String INFERRED_FROM = "inferred_from";
  static final String GIVEN = "given";
  static final String GIVEN_AT = "given_at";

  static final StructType SCHEMA =
      new StructType()
          .add(DATABASE, DataTypes.StringType, false)
          .add(USER, DataTypes.StringType, false)
          .add(ITEM, DataTypes.StringType, false)
          .add(INFERRED, DataTypes.DoubleType, true)
          .add(INFERRED_FROM, DataTypes.DoubleType, true)
          .add(GIVEN, DataTypes.DoubleType, true)
          .add(GIVEN_AT, DataTypes.DoubleType, true);

  static RatedItem of(Row row) {
    return new RatedItem(
        row.getString(0), row.getString(1), row.getString(2), rating(row, 3), rating(row, 5));
  }

  private static Rating rating(Row row, int at) {
    return row.isNullAt(at) ? null : new Rating(row.getDouble(at), row.getDouble(at + 1));
  }

  Row row() {
    return RowFactory.create(
        database,
        user,
        item,
        inferred == null ? null : inferred.value(),
        inferred == null ? null : inferred.timestamp(),
        given == null ? null : given.value(),
        given == null ? null : given.timestamp());
  }
}
