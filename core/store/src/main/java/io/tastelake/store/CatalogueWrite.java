package io.tastelake.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tastelake.domain.catalogue.EntryKind;
import io.tastelake.domain.catalogue.Property;
import io.tastelake.domain.identity.DatabaseId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One write to what a database knows of its items or users, whoever decides it: until its
 * transaction ends, no other begins.
 */
public final class CatalogueWrite {

  /** More would make every message and every entry long. */
  public static final int MAX_PROPERTIES = 256;

  private final StoreConnection transaction;
  private final DatabaseId database;
  private final EntryKind kind;
  private final long version;

  private CatalogueWrite(StoreConnection transaction, DatabaseId database, EntryKind kind) {
    this.transaction = transaction;
    this.database = database;
    this.kind = kind;
    this.version = new CatalogueVersionsTable(transaction).next(database, kind);
  }

  /** Begins the write that {@code transaction} is. */
  public static CatalogueWrite begin(
      StoreConnection transaction, DatabaseId database, EntryKind kind) {
    return new CatalogueWrite(transaction, database, kind);
  }

  /** The properties that entries may have. */
  public KnownProperties properties() {
    return known(transaction, database, kind);
  }

  /** The same without writing. */
  public static KnownProperties known(
      StoreConnection connection, DatabaseId database, EntryKind kind) {
    return new KnownProperties(new CataloguePropertiesTable(connection).of(database, kind));
  }

  /** Whether there are as many properties as may be. */
  public boolean isFull() {
    return new CataloguePropertiesTable(transaction).of(database, kind).size() >= MAX_PROPERTIES;
  }

  /**
   * Adds a property.
   *
   * @throws DuplicateKeyException if there is one of that name
   */
  public void add(Property property) {
    new CataloguePropertiesTable(transaction).add(database, kind, property);
  }

  /** Deletes a property with its values; says how many there were: 0 or 1. */
  public int delete(String property) {
    return new CataloguePropertiesTable(transaction).delete(database, kind, property);
  }

  /** Puts entries, each in place of the one that there was: values by slot, by id. */
  public void put(Map<String, ObjectNode> entries) {
    Map<String, String> rows = new LinkedHashMap<>();
    entries.forEach((id, values) -> rows.put(id, KnownProperties.json(values)));
    new CatalogueEntriesTable(transaction).put(database, kind, version, rows);
  }

  /** Deletes entries; of users no trace is left. Says how many there were. */
  public int deleteEntries(Collection<String> ids) {
    CatalogueEntriesTable table = new CatalogueEntriesTable(transaction);
    return kind == EntryKind.ITEM
        ? table.empty(database, kind, version, ids)
        : table.delete(database, kind, ids);
  }
}
