package io.tastelake.batch.imports;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.batch.SharedSpark;
import io.tastelake.batch.Summary;
import io.tastelake.batch.store.JobStore;
import io.tastelake.domain.catalogue.EntryKind;
import io.tastelake.domain.catalogue.Property;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.store.CatalogueEntriesTable;
import io.tastelake.store.CatalogueVersionsTable;
import io.tastelake.store.CatalogueWrite;
import io.tastelake.store.KnownProperties;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Imports catalogues as the job does, and shows what came of them. */
final class CatalogueImports {

  private final SparkSession spark = SharedSpark.session();
  private final List<String> reported = new ArrayList<>();
  private final JobStore store;
  private final DatabaseId database;

  CatalogueImports(JobStore store, DatabaseId database) {
    this.store = store;
    this.database = database;
  }

  @Command
  private static final class Holder {
    @Mixin private ImportOptions options;
  }

  List<String> reported() {
    return reported;
  }

  private record Setup(ImportTopology topology, Import job, ImportConfig config, Holder holder) {}

  private Setup setup(Path input, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("--input", input.toString(), "--database", database.value()));
    arguments.addAll(List.of(more));
    Holder holder = new Holder();
    new CommandLine(holder).parseArgs(arguments.toArray(String[]::new));
    holder.options.check();
    EntryKind kind = holder.options.imported().entries().orElseThrow();
    List<Property> properties = ImportedDatabase.properties(database, kind, store);
    ImportConfig mapped =
        holder.options.config(database.value(), ImportedDatabase.idTypes(database, store), 1);
    if (!holder.options.createsProperties()) {
      ImportedDatabase.require(mapped.mapping().properties().keySet(), properties, kind);
    }
    ImportConfig config = mapped.orUsual(properties.stream().map(Property::name).toList());
    Files files = files();
    ImportTopology topology = new ImportTopology(spark, config, files);
    Import job = new Import(topology, config, files, BadFiles.Policy.FAIL, reported::add);
    return new Setup(topology, job, config, holder);
  }

  private Files files() {
    return new Files(new SerializableConfiguration(spark.sparkContext().hadoopConfiguration()));
  }

  Summary imported(Path input, String... more) {
    Setup setup = setup(input, more);
    return setup
        .job()
        .run(
            input.toString(),
            null,
            null,
            () ->
                new CatalogueTarget(
                    setup.topology(), setup.config(), files(), created(setup), store.tables()));
  }

  private KnownProperties known(EntryKind kind) {
    return store.tables().with(connection -> CatalogueWrite.known(connection, database, kind));
  }

  void create(EntryKind kind, String name, String type, boolean repeated) {
    store.execute(
        "INSERT INTO catalogue_properties (database_id, kind, name, value_type, repeated)"
            + " VALUES (?, ?, ?, ?, ?::boolean)",
        database.value(),
        kind.name(),
        name,
        type,
        String.valueOf(repeated));
  }

  private Map<String, Map<String, JsonNode>> entries(EntryKind kind) {
    Map<String, Map<String, JsonNode>> entries = new TreeMap<>();
    KnownProperties known = known(kind);
    store
        .tables()
        .with(connection -> new CatalogueEntriesTable(connection).after(database, kind, "", 100))
        .forEach(
            row ->
                entries.put(
                    row.id(), known.named(KnownProperties.parsed(row.properties().orElseThrow()))));
    return entries;
  }

  String shown(EntryKind kind) {
    return entries(kind).toString().replace("\"", "'");
  }

  List<String> properties(EntryKind kind) {
    return ImportedDatabase.properties(database, kind, store).stream()
        .map(CatalogueTarget::described)
        .toList();
  }

  long version(EntryKind kind) {
    return store
        .tables()
        .with(connection -> new CatalogueVersionsTable(connection).last(database, kind));
  }

  List<String> dryRun(Path input, String... more) {
    Setup setup = setup(input, more);
    List<String> shown = new ArrayList<>();
    Summary summary =
        setup
            .job()
            .dryRun(
                input.toString(),
                null,
                sources ->
                    new DryRun(
                        setup.config(),
                        new KnownProperties(created(setup).of(sources)),
                        shown::add));
    shown.add(summary.toString());
    return shown;
  }

  private NewProperties created(Setup setup) {
    EntryKind kind = setup.holder().options.imported().entries().orElseThrow();
    return new NewProperties(setup.topology(), setup.config(), known(kind));
  }
}
