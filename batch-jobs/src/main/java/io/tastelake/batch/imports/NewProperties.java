package io.tastelake.batch.imports;

import io.tastelake.domain.catalogue.Property;
import io.tastelake.domain.catalogue.PropertyType;
import io.tastelake.store.KnownProperties;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The properties that columns are and the database lacks, with types by all their values.
 * Interactions and ratings need none.
 */
final class NewProperties {

  private final ImportTopology topology;
  private final ImportConfig config;
  private final Map<String, ColumnValues> missing = new LinkedHashMap<>();

  NewProperties(ImportTopology topology, ImportConfig config, KnownProperties known) {
    this.topology = topology;
    this.config = config;
    ColumnMapping mapping = config.mapping();
    if (mapping.imported().entries().isPresent()) {
      mapping
          .properties()
          .forEach(
              (name, column) -> {
                if (known.named(name).isEmpty()) {
                  missing.put(name, new ColumnValues(column, config));
                }
              });
    }
  }

  /** Reads all rows; what has no value in any has no type, and is not among them. */
  List<Property> of(List<SourceFile> sources) {
    if (!missing.isEmpty()) {
      sources.forEach(this::read);
    }
    List<Property> properties = new ArrayList<>();
    missing.forEach(
        (name, values) -> {
          if (values.any()) {
            PropertyType type = PropertyType.parse(values.type()).orElseThrow();
            // no slot of the store's, which numbers from 1
            properties.add(new Property(-1L - properties.size(), name, type, values.repeated()));
          }
        });
    return properties;
  }

  private void read(SourceFile source) {
    try {
      topology.read(
          source,
          row -> {
            if (row.number() > config.limit()) {
              return false;
            }
            for (ColumnValues values : missing.values()) {
              values.see(row, source);
            }
            return true;
          });
    } catch (IOException e) {
      throw Sources.cut(source, e);
    }
  }
}
