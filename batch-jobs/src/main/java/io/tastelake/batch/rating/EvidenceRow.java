package io.tastelake.batch.rating;

import io.tastelake.domain.rating.Evidence;
import io.tastelake.domain.rating.ItemEvidence;
import io.tastelake.domain.rating.Rating;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** What one actor's history says of its owner's taste for one item, as a row. */
record EvidenceRow(String database, String user, String item, ItemEvidence evidence) {

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

  static EvidenceRow of(Row row) {
    return new EvidenceRow(
        row.getString(0),
        row.getString(1),
        row.getString(2),
        new ItemEvidence(
            new Evidence(row.getDouble(3), row.getDouble(4)),
            row.isNullAt(5)
                ? Optional.empty()
                : Optional.of(new Rating(row.getDouble(5), row.getDouble(6)))));
  }

  Row row() {
    return RowFactory.create(
        database,
        user,
        item,
        evidence.evidence().sum(),
        evidence.evidence().last(),
        evidence.given().map(Rating::value).orElse(null),
        evidence.given().map(Rating::timestamp).orElse(null));
  }

  boolean sameItem(EvidenceRow other) {
    return item.equals(other.item) && user.equals(other.user) && database.equals(other.database);
  }
}
