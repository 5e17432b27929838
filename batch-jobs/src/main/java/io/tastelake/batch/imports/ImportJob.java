package io.tastelake.batch.imports;

import io.tastelake.batch.BatchSession;
import io.tastelake.batch.Installation;
import io.tastelake.batch.Job;
import io.tastelake.batch.JobFailedException;
import io.tastelake.batch.Summary;
import io.tastelake.batch.store.DatabaseNames;
import io.tastelake.contracts.log.MicrosecondClock;
import io.tastelake.domain.catalogue.EntryKind;
import io.tastelake.domain.catalogue.Property;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.store.KnownProperties;
import io.tastelake.store.OnlineStore;
import io.tastelake.store.StoreException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Imports past interactions, ratings and catalogues from files. */
@Command(
    name = "import",
    description = {
      "Imports past interactions, ratings or a catalogue's items and users from CSV, JSON lines or"
          + " Parquet, compressed ("
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
  private List<Property> properties = List.of();

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

  /** Interactions go to the log; all else is decided in the online store. */
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
    KnownProperties known = new KnownProperties(properties);
    NewProperties created = new NewProperties(topology, config, known);
    if (options.isDryRun()) {
      return job.dryRun(
          options.input(),
          options.format(),
          sources -> new DryRun(config, all(created.of(sources)), this::print));
    }
    return job.run(
        options.input(),
        options.format(),
        options.sourceName(),
        () -> target(topology, config, files, created));
  }

  private KnownProperties all(List<Property> created) {
    created.forEach(
        property -> report("would create the property " + CatalogueTarget.described(property)));
    return new KnownProperties(Stream.concat(properties.stream(), created.stream()).toList());
  }

  private Target target(
      ImportTopology topology, ImportConfig config, Files files, NewProperties created) {
    OnlineStore store = OnlineStore.over(installation::store);
    return switch (options.imported()) {
      case INTERACTIONS -> new LogTarget(topology, LogSettings.find(installation.brokers()));
      case RATINGS -> new RatingsTarget(topology, config, files, store);
      case ITEMS, USERS -> new CatalogueTarget(topology, config, files, created, store);
    };
  }

  private ImportConfig config() {
    try {
      DatabaseId database =
          DatabaseNames.resolve(Set.of(options.database()), installation::store).iterator().next();
      Map<Field, String> ids = ImportedDatabase.idTypes(database, installation::store);
      ImportConfig config =
          options.config(database.value(), ids, MicrosecondClock.now(Clock.systemUTC()));
      return options.imported().entries().map(kind -> of(config, database, kind)).orElse(config);
    } catch (StoreException e) {
      throw new JobFailedException(
          "The online store does not answer: %s.".formatted(e.getCause().getMessage()),
          "Check --store and its password; nothing was imported.",
          e);
    }
  }

  private ImportConfig of(ImportConfig config, DatabaseId database, EntryKind kind) {
    properties = ImportedDatabase.properties(database, kind, installation::store);
    if (!options.createsProperties()) {
      ImportedDatabase.require(config.mapping().properties().keySet(), properties, kind);
    }
    return config.orUsual(properties.stream().map(Property::name).toList());
  }
}
