package io.tastelake.batch.check;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;

import io.delta.tables.DeltaTable;
import io.tastelake.batch.Installation;
import io.tastelake.batch.Job;
import io.tastelake.batch.Summary;
import io.tastelake.batch.interaction.InteractionRows;
import io.tastelake.contracts.lake.InteractionsTable;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints the table as Spark and Delta read it, so that other readers can be held against it. */
@Command(
    name = "dump",
    description = "Prints the rows of the lake as JSON lines, by log partition and offset.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class DumpJob extends Job {

  /** The version of the table that a row was read from, beside the table's columns. */
  private static final String VERSION = "table_version";

  private static final Map<String, String> WHOLE_TIMESTAMPS =
      Map.of("timestampFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX");

  @Mixin private Installation installation;

  @Option(
      names = "--table-version",
      paramLabel = "N",
      description = "The version of the table to read (default: the newest).")
  private List<Long> versions;

  @Override
  protected Function<SparkSession, Summary> work() {
    return this::run;
  }

  private Summary run(SparkSession spark) {
    String table = InteractionsTable.locationBelow(installation.lake());
    long rows = 0;
    for (long version : versions == null ? List.of(newest(spark, table)) : versions) {
      Dataset<Row> read = spark.read().format("delta").option("versionAsOf", version).load(table);
      rows += dump(InteractionRows.of(read).withColumn(VERSION, lit(version)));
    }
    return Summary.of("dump").with("lake", installation.lake().toString()).with("rows", rows);
  }

  private static long newest(SparkSession spark, String table) {
    return DeltaTable.forPath(spark, table).history(1).first().<Long>getAs("version");
  }

  private long dump(Dataset<Row> rows) {
    long printed = 0;
    for (Iterator<String> line = json(rows).toLocalIterator(); line.hasNext(); printed++) {
      print(line.next());
    }
    return printed;
  }

  private static Dataset<String> json(Dataset<Row> rows) {
    return rows.orderBy(
            col(InteractionsTable.LOG_PARTITION),
            col(InteractionsTable.LOG_OFFSET),
            col(InteractionsTable.OPERATION))
        .select(to_json(struct(col("*")), WHOLE_TIMESTAMPS))
        .as(Encoders.STRING());
  }
}
