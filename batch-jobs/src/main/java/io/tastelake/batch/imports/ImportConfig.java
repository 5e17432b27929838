package io.tastelake.batch.imports;

import io.tastelake.contracts.cell.TimestampFormat;
import java.io.Serializable;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * What to import, and as what.
 *
 * @param database its id
 * @param ids the types of its ids, by {@link Field}; as {@link
 *     io.tastelake.domain.identity.IdType#parse} reads them
 * @param constants values of fields that are the same for all rows
 * @param text how text files are written
 * @param propertyTypes what columns become as properties
 * @param lists how lists of values stand in columns
 * @param timestamps how points in time are spelled
 * @param scale that ratings are on
 * @param limit how many rows of each file are read
 * @param rejects the file of rejected rows, or null for none
 * @param maxRejects how many rows of the whole import may be wrong
 * @param acceptedAt when the import began, Unix microseconds
 */
record ImportConfig(
    String database,
    Map<Field, String> ids,
    ColumnMapping mapping,
    Map<Field, String> constants,
    TextFormat text,
    PropertyTypes propertyTypes,
    ListTexts lists,
    TimestampFormat timestamps,
    Scale scale,
    long limit,
    String rejects,
    long maxRejects,
    long acceptedAt)
    implements Serializable {

  /** The same with properties in columns of their names, unless columns were named. */
  ImportConfig orUsual(Collection<String> properties) {
    return new ImportConfig(
        database,
        ids,
        mapping.orUsual(properties),
        constants,
        text,
        propertyTypes,
        lists,
        timestamps,
        scale,
        limit,
        rejects,
        maxRejects,
        acceptedAt);
  }

  /** Fields that need no column. */
  Set<Field> constantFields() {
    Set<Field> fields = EnumSet.noneOf(Field.class);
    fields.addAll(constants.keySet());
    return fields;
  }
}
