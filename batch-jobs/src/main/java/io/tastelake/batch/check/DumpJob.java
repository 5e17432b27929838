package io.tastelake.batch.check;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;

import io.tastelake.batch.Installation;
import io.tastelake.batch.Job;
import io.tastelake.batch.Summary;
import io.tastelake.batch.interaction.InteractionRows;
import io.tastelake.contracts.lake.InteractionsTable;
import java.util.Iterator;
import java.util.Map;
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

  private static final Map<String, String> WHOLE_TIMESTAMPS =
      Map.of("timestampFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX");

  @Mixin private Installation installation;

  @Option(
      names = "--table-version",
      paramLabel = "N",
      description = "The version of the table to read; the newest if none is given.")
  private Long version;

  @Override
  protected Summary run(SparkSession spark) {
    var reader = spark.read().format("delta");
    if (version != null) {
      reader = reader.option("versionAsOf", version);
    }
    Dataset<Row> table = reader.load(InteractionsTable.locationBelow(installation.lake()));
    Dataset<String> lines = json(InteractionRows.of(table));
    long rows = 0;
    for (Iterator<String> line = lines.toLocalIterator(); line.hasNext(); rows++) {
      print(line.next());
    }
    return Summary.of("dump").with("lake", installation.lake().toString()).with("rows", rows);
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
