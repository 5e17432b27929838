package io.tastelake.batch.taste;

import io.tastelake.contracts.lake.RatingsTable;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The table {@code ratings} of a test's lake. */
final class RatingRows {

  private static final StructType SCHEMA =
      new StructType()
          .add(RatingsTable.DATABASE, DataTypes.StringType)
          .add(RatingsTable.USER_ID, DataTypes.StringType)
          .add(RatingsTable.ITEM_ID, DataTypes.StringType)
          .add(RatingsTable.RATING, DataTypes.DoubleType)
          .add(RatingsTable.RATED_AT, DataTypes.DoubleType)
          .add(RatingsTable.GIVEN, DataTypes.BooleanType);

  private RatingRows() {}

  /** Makes {@code rows} all that there is. */
  static void write(SparkSession spark, Path lake, List<Row> rows) {
    spark
        .createDataFrame(rows, SCHEMA)
        .write()
        .format("delta")
        .mode("overwrite")
        .partitionBy(RatingsTable.DATABASE)
        .save(RatingsTable.locationBelow(lake.toUri()));
  }
}
