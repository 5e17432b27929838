package io.tastelake.batch.check;

import io.tastelake.batch.Installation;
import io.tastelake.batch.Job;
import io.tastelake.batch.JobFailedException;
import io.tastelake.batch.Summary;
import io.tastelake.contracts.lake.InteractionsTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the files of the lake for readers that know Parquet but not Delta. */
@Command(
    name = "lake-files",
    description = {
      "Lists the Parquet files of the lake's newest version, for readers that do not read Delta's"
          + " log, such as DuckDB.",
      "Files stay for a day or more after maintenance has replaced them: list them anew each day."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class LakeFilesJob extends Job {

  @Mixin private Installation installation;

  @Option(
      names = "--sql",
      description = "Write a statement for DuckDB that makes the view interactions of them.")
  private boolean sql;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Where to write them; standard output if none is given.")
  private Path output;

  @Override
  protected Function<SparkSession, Summary> work() {
    return this::run;
  }

  private Summary run(SparkSession spark) {
    LiveFiles files = LiveFiles.of(spark, InteractionsTable.locationBelow(installation.lake()));
    write(sql ? files.duckDb() : String.join("\n", files.paths()) + "\n");
    return Summary.of("lake-files")
        .with("lake_version", files.version())
        .with("files", files.paths().size());
  }

  private void write(String text) {
    if (output == null) {
      print(text.stripTrailing());
      return;
    }
    try {
      Files.writeString(output, text);
    } catch (IOException e) {
      throw new JobFailedException(
          "The list cannot be written: " + e + ".", "Name another file with --output.", e);
    }
  }
}
