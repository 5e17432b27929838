package io.tastelake.batch.imports;

import io.tastelake.batch.BatchSession;
import io.tastelake.batch.Installation;
import io.tastelake.batch.Job;
import io.tastelake.batch.JobFailedException;
import io.tastelake.batch.Summary;
import io.tastelake.batch.store.DatabaseNames;
import io.tastelake.contracts.log.MicrosecondClock;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.store.OnlineStore;
import io.tastelake.store.StoreException;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Imports past interactions from files. */
@Command(
    name = "import",
    description = {
      "Imports past interactions or ratings from CSV, JSON lines or Parquet, compressed ("
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
    if (isAppended()) {
      installation.brokers();
    }
    requireColumns();
    ImportConfig config = config();
    return spark -> run(spark, config);
  }

  /** Interactions go to the log; ratings to the online store, whose outbox brings them there. */
  private boolean isAppended() {
    return options.imported() == Imported.INTERACTIONS;
  }

  /** What a file lacks is said at once, and not after Spark has started. */
  private void requireColumns() {
    if (options.badFiles() == BadFiles.Policy.FAIL) {
      Files files = new Files(new SerializableConfiguration(BatchSession.fileSystems()));
      new ColumnCheck(options.config("", Map.of(), 0), files)
          .requireInAll(new Sources(files).at(options.input(), options.format()));
    }
  }

  private Summary run(SparkSession spark, ImportConfig config) {
    if (isAppended() && !ImportedDatabase.haveWeights(config.database(), installation::store)) {
      report(
          "No ratings follow yet from what is imported: the database has no parameters; PUT"
              + " /databases/current/implicit-to-explicit/ says what interactions weigh.");
    }
    Files files =
        new Files(new SerializableConfiguration(spark.sparkContext().hadoopConfiguration()));
    ImportTopology topology = new ImportTopology(spark, config, files);
    Import job = new Import(topology, config, files, options.badFiles(), this::report);
    if (options.isDryRun()) {
      return job.dryRun(options.input(), options.format(), this::print);
    }
    return job.run(
        options.input(),
        options.format(),
        options.sourceName(),
        () ->
            isAppended()
                ? new LogTarget(topology, LogSettings.find(installation.brokers()))
                : new RatingsTarget(
                    topology, config, files, OnlineStore.over(installation::store)));
  }

  private ImportConfig config() {
    try {
      DatabaseId database =
          DatabaseNames.resolve(Set.of(options.database()), installation::store).iterator().next();
      Map<Field, String> ids = ImportedDatabase.idTypes(database, installation::store);
      return options.config(database.value(), ids, MicrosecondClock.now(Clock.systemUTC()));
    } catch (StoreException e) {
      throw new JobFailedException(
          "The online store does not answer: %s.".formatted(e.getCause().getMessage()),
          "Check --store and its password; nothing was imported.",
          e);
    }
  }
}
