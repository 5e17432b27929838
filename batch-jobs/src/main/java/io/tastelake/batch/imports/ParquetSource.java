package io.tastelake.batch.imports;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A Parquet file as rows of JSON, numbered by their place in the file whoever reads which part. */
final class ParquetSource {

  /** Times without a zone are taken for UTC, as the libraries write them that know no other. */
  private static final Map<String, String> TIMES =
      Map.of(
          "timestampFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX",
          "timestampNTZFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'",
          "dateFormat", "yyyy-MM-dd'T00:00:00Z'");

  private final Dataset<Row> table;

  private ParquetSource(Dataset<Row> table) {
    this.table = table;
  }

  /**
   * Opens the file.
   *
   * @throws UnsuitableFileException if it is no Parquet file; the message continues one about it
   */
  static ParquetSource open(SparkSession spark, SourceFile file) {
    try {
      return new ParquetSource(spark.read().parquet(file.uri()));
    } catch (Exception e) { // Spark declares none of what it throws
      throw new UnsuitableFileException("it cannot be read as Parquet: " + reason(e), e);
    }
  }

  private static String reason(Throwable failure) {
    return failure.getCause() == null ? failure.getMessage() : reason(failure.getCause());
  }

  List<String> header() {
    return Arrays.asList(table.columns());
  }

  long count() {
    return table.count();
  }

  /** The rows, in as many parts as Spark reads the file in. */
  JavaRDD<RawRow> rows(Set<String> wanted) {
    Column[] columns =
        header().stream().filter(wanted::contains).map(Quoted::column).toArray(Column[]::new);
    return table
        .select(to_json(struct(columns), TIMES), col("_metadata.row_index"))
        .toJavaRDD()
        .map(row -> row(row.getString(0), row.getLong(1) + 1, wanted));
  }

  private static RawRow row(String json, long number, Set<String> wanted) {
    try {
      return RawRow.of(number, 0, JsonCells.of(json, wanted));
    } catch (WrongRowException e) {
      return RawRow.broken(number, 0, e.getMessage());
    }
  }

  /** Columns by names in which a dot is no path. */
  private static final class Quoted {

    static Column column(String name) {
      return col("`" + name.replace("`", "``") + "`");
    }
  }
}
