package io.tastelake.batch.check;

import io.tastelake.batch.JobFailedException;
import io.tastelake.contracts.lake.InteractionsTable;
import io.tastelake.contracts.lake.InteractionsTable.Column;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.AddFile;

/**
 * The files of the newest version of the table {@code interactions}, for readers of Parquet that do
 * not read Delta's log.
 *
 * @param paths of a local disk, or URIs as other readers spell them
 */
record LiveFiles(long version, List<String> paths) {

  private static final String LOCAL = "file";
  private static final String HADOOPS_S3 = "s3a:";

  /**
   * Lists them.
   *
   * @throws JobFailedException if there is no table, or a file has a deletion vector: whoever reads
   *     the file alone sees rows that are deleted
   */
  static LiveFiles of(SparkSession spark, String table) {
    Snapshot snapshot = DeltaLog.forTableWithSnapshot(spark, table)._2();
    if (snapshot.version() < 0) {
      throw new JobFailedException(
          "There is no lake: " + table + " is not a table.",
          "The ingest job or ./tastelake up creates it; or --lake is wrong.");
    }
    List<String> paths = new ArrayList<>();
    for (AddFile file : snapshot.allFiles().collectAsList()) {
      if (file.deletionVector() != null) {
        throw new JobFailedException(
            "The table has deletion vectors, such as that of %s: its files alone show rows that are deleted."
                .formatted(file.path()),
            "Read it with a reader of Delta, or first rewrite it: REORG TABLE delta.`%s` APPLY (PURGE)."
                .formatted(table));
      }
      paths.add(spelled(new Path(new Path(table), new Path(file.pathAsUri()))));
    }
    paths.sort(null);
    return new LiveFiles(snapshot.version(), List.copyOf(paths));
  }

  private static String spelled(Path file) {
    URI uri = file.toUri();
    if (uri.getScheme() == null || uri.getScheme().equals(LOCAL)) {
      return uri.getPath();
    }
    String text = file.toString();
    return text.startsWith(HADOOPS_S3) ? "s3:" + text.substring(HADOOPS_S3.length()) : text;
  }

  /** The statement by which DuckDB reads them as a view {@code interactions}. */
  String duckDb() {
    return "CREATE OR REPLACE TEMPORARY VIEW interactions AS\n"
        + (paths.isEmpty() ? noRows() : rows())
        + ";\n";
  }

  private String rows() {
    return paths.stream()
        .map(path -> "  '" + path.replace("'", "''") + "'")
        .collect(
            Collectors.joining(
                ",\n", "SELECT * FROM read_parquet([\n", "\n], union_by_name = true)"));
  }

  private static String noRows() {
    return InteractionsTable.COLUMNS.stream()
        .map(LiveFiles::nothing)
        .collect(Collectors.joining(", ", "SELECT ", " WHERE false"));
  }

  private static String nothing(Column column) {
    String type =
        switch (column.type()) {
          case LONG -> "BIGINT";
          case INTEGER -> "INTEGER";
          case STRING -> "VARCHAR";
          case DOUBLE -> "DOUBLE";
          case TIMESTAMP -> "TIMESTAMP WITH TIME ZONE";
        };
    return "CAST(NULL AS " + type + ") AS " + column.name();
  }
}
