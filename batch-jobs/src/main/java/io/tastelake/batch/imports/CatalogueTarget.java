package io.tastelake.batch.imports;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tastelake.batch.JobFailedException;
import io.tastelake.contracts.cell.WrongRowException;
import io.tastelake.domain.catalogue.EntryKind;
import io.tastelake.domain.catalogue.Property;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.store.CatalogueWrite;
import io.tastelake.store.KnownProperties;
import io.tastelake.store.OnlineStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Entries of a catalogue are put by the write that the API's PUT makes too. */
final class CatalogueTarget extends DecidedTarget {

  private final ImportConfig config;
  private final NewProperties created;
  private final OnlineStore store;
  private final DatabaseId database;
  private final EntryKind kind;

  /**
   * @param created which properties are created first
   */
  CatalogueTarget(
      ImportTopology topology,
      ImportConfig config,
      Files files,
      NewProperties created,
      OnlineStore store) {
    super(topology, config, files);
    this.config = config;
    this.created = created;
    this.store = store;
    this.database = new DatabaseId(config.database());
    this.kind = config.mapping().imported().entries().orElseThrow();
  }

  @Override
  public Tally take(List<SourceFile> sources, String parts, Consumer<String> report) {
    List<Property> missing = created.of(sources);
    if (!missing.isEmpty()) {
      create(missing);
      missing.forEach(property -> report.accept("created the property " + described(property)));
    }
    return super.take(sources, parts, report);
  }

  /** Name and type, for people. */
  static String described(Property property) {
    return "%s: %s%s"
        .formatted(
            property.name(), property.type().name(), property.repeated() ? ", repeated" : "");
  }

  private void create(List<Property> missing) {
    boolean unused =
        store.inTransaction(
            transaction -> {
              CatalogueWrite write = CatalogueWrite.begin(transaction, database, kind);
              for (Property property : missing) {
                if (write.properties().named(property.name()).isEmpty()) {
                  if (write.isFull()) {
                    throw new JobFailedException(
                        "There are %d %s properties, which is the most."
                            .formatted(CatalogueWrite.MAX_PROPERTIES, kind.word()),
                        "Name fewer columns, or delete properties; nothing was imported.");
                  }
                  write.add(property);
                }
              }
              return true;
            });
  }

  private record Decided(Map<String, ObjectNode> entries, List<Reject> rejects) {}

  @Override
  List<Reject> decide(SourceFile source, List<RawRow> rows) {
    return store.inTransaction(
        transaction -> {
          CatalogueWrite write = CatalogueWrite.begin(transaction, database, kind);
          Decided decided = decided(source, rows, write.properties());
          write.put(decided.entries());
          return decided.rejects();
        });
  }

  private Decided decided(SourceFile source, List<RawRow> rows, KnownProperties known) {
    EntryReader reader = new EntryReader(config, source);
    Map<String, ObjectNode> entries = new LinkedHashMap<>();
    List<Reject> rejects = new ArrayList<>();
    for (RawRow row : rows) {
      try {
        EntryReader.Entry entry = reader.entry(row, known);
        entries.put(entry.id(), entry.values());
      } catch (WrongRowException e) {
        rejects.add(reject(source, row, e));
      }
    }
    return new Decided(entries, rejects);
  }

  @Override
  public String done(long sound) {
    return "%,d valid rows are entries of the catalogue; of several of one %s the last one holds"
        .formatted(sound, kind.word());
  }
}
