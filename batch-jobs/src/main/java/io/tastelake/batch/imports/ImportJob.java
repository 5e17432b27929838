package io.tastelake.batch.imports;

import io.tastelake.batch.BatchSession;
import io.tastelake.batch.Installation;
import io.tastelake.batch.Job;
import io.tastelake.batch.JobFailedException;
import io.tastelake.batch.Summary;
import io.tastelake.contracts.log.MicrosecondClock;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.store.OnlineStore;
import io.tastelake.store.StoreConnection;
import io.tastelake.store.StoreException;
import java.time.Clock;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Imports past interactions from files. */
@Command(
    name = "import",
    description = {
      "Imports past interactions from CSV, JSON lines or Parquet, compressed ("
          + Packing.SUPPORTED
          + ") or not.",
      "Rows are known by source and number: the same import run twice, or once more after it was"
          + " killed, stores each of them once."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class ImportJob extends Job {

  @Mixin private Installation installation;
  @Mixin private ImportOptions options;

  @Override
  protected Function<SparkSession, Summary> work() {
    options.check();
    installation.requireStore();
    installation.brokers();
    requireColumns();
    return this::run;
  }

  /** What a text file lacks is said at once, and not after Spark has started. */
  private void requireColumns() {
    if (options.badFiles() == BadFiles.Policy.FAIL) {
      Files files = new Files(new SerializableConfiguration(BatchSession.fileSystems()));
      new ColumnCheck(options.config(Map.of(), 0), files)
          .requireInTexts(new Sources(files).at(options.input(), options.format()));
    }
  }

  private Summary run(SparkSession spark) {
    DatabaseId database = options.database();
    ImportConfig config =
        options.config(idTypes(database), MicrosecondClock.now(Clock.systemUTC()));
    Files files =
        new Files(new SerializableConfiguration(spark.sparkContext().hadoopConfiguration()));
    Import job =
        new Import(
            new ImportTopology(spark, config, files),
            config,
            files,
            options.badFiles(),
            this::report);
    if (options.isDryRun()) {
      return job.dryRun(options.input(), options.format(), this::print);
    }
    return job.run(options.input(), options.format(), options.sourceName(), installation.brokers());
  }

  private Map<Field, String> idTypes(DatabaseId database) {
    try (StoreConnection store = OnlineStore.over(installation::store).open()) {
      Map<Field, String> types = ImportedDatabase.idTypes(database, store);
      if (!ImportedDatabase.haveWeights(database, store)) {
        report(
            "No ratings follow yet from what is imported: the database has no parameters; PUT"
                + " /databases/current/implicit-to-explicit/ says what interactions weigh.");
      }
      return types;
    } catch (StoreException e) {
      throw new JobFailedException(
          "The online store does not answer: %s.".formatted(e.getCause().getMessage()),
          "Check --store and its password; nothing was imported.",
          e);
    }
  }
}
