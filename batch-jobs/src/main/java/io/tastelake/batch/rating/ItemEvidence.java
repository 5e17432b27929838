package io.tastelake.batch.rating;

import io.tastelake.domain.rating.Evidence;
import io.tastelake.domain.rating.Rating;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What one actor's history says of its owner's taste for one item, as a row: evidence, or a rating
 * that was given.
 *
 * @param evidence {@link Evidence#NONE} for a rating that was given
 * @param given null for evidence
 */
record ItemEvidence(String database, String user, String item, Evidence evidence, Rating given) {

  static final String DATABASE = "database_id";
  static final String USER = "user_id";
  static final String ITEM = "item_id";
  static final String SUM = "sum";
  static final String LAST = "last";

  static final StructType SCHEMA =
      new StructType()
          .add(DATABASE, DataTypes.StringType, false)
          .add(USER, DataTypes.StringType, false)
          .add(ITEM, DataTypes.StringType, false)
          .add(SUM, DataTypes.DoubleType, false)
          .add(LAST, DataTypes.DoubleType, false)
          .add("given", DataTypes.DoubleType, true)
          .add("given_at", DataTypes.DoubleType, true);

  static ItemEvidence of(Row row) {
    return new ItemEvidence(
        row.getString(0),
        row.getString(1),
        row.getString(2),
        new Evidence(row.getDouble(3), row.getDouble(4)),
        row.isNullAt(5) ? null : new Rating(row.getDouble(5), row.getDouble(6)));
  }

  Row row() {
    return RowFactory.create(
        database,
        user,
        item,
        evidence.sum(),
        evidence.last(),
        given == null ? null : given.value(),
        given == null ? null : given.timestamp());
  }

  boolean sameItem(ItemEvidence other) {
    return item.equals(other.item) && user.equals(other.user) && database.equals(other.database);
  }
}
