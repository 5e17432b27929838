package io.tastelake.serving.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tastelake.domain.catalogue.EntryKind;
import io.tastelake.domain.catalogue.Property;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.serving.database.Database;
import io.tastelake.serving.decision.Decision;
import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.ErrorName;
import io.tastelake.serving.http.Json;
import io.tastelake.store.CatalogueEntriesTable;
import io.tastelake.store.CataloguePropertiesTable;
import io.tastelake.store.CatalogueWrite;
import io.tastelake.store.DuplicateKeyException;
import io.tastelake.store.KnownProperties;
import io.tastelake.store.OnlineStore;
import io.tastelake.store.StoreConnection;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What databases know of their items and users. Each write is decided in the online store, one at a
 * time for the items and one for the users of a database. Thread-safe.
 */
public final class Catalogue {

  private final OnlineStore store;

  public Catalogue(OnlineStore store) {
    this.store = store;
  }

  /** An entry as it is shown: values by property. */
  record Shown(String id, Map<String, JsonNode> values) {}

  /** What a change did to one entry. */
  enum Change {
    CREATED,
    MODIFIED
  }

  /** The properties that entries may have, in the order of their names. */
  List<Property> properties(DatabaseId database, Subject subject) {
    return store.with(
        connection -> new CataloguePropertiesTable(connection).of(database, subject.kind()));
  }

  /**
   * Creates a property.
   *
   * @throws ApiException {@code DuplicatedError} if there is one of that name
   */
  void create(DatabaseId database, Subject subject, Property property) {
    try {
      boolean unused =
          store.inTransaction(
              transaction -> {
                CatalogueWrite decision = begin(transaction, database, subject);
                if (decision.isFull()) {
                  throw ApiException.wrongData(
                      ErrorName.WRONG_PARAMETER,
                      "There are %d %s properties, which is the most: delete one first."
                          .formatted(CatalogueWrite.MAX_PROPERTIES, subject.word()));
                }
                decision.add(property);
                return true;
              });
    } catch (DuplicateKeyException e) {
      throw subject.propertyTwice(property.name());
    }
  }

  /**
   * Deletes a property with its values.
   *
   * @throws ApiException {@code NotFoundError} if there is none
   */
  void delete(DatabaseId database, Subject subject, String property) {
    int deleted =
        store.inTransaction(transaction -> begin(transaction, database, subject).delete(property));
    if (deleted == 0) {
      throw subject.propertyMissing(property);
    }
  }

  /**
   * A write of entries.
   *
   * @param id of the one entry, if the path names it
   * @param memory what the request takes
   */
  record Write(
      Database database,
      Subject subject,
      Optional<String> id,
      List<WrittenEntry> entries,
      EntryMemory memory) {

    /** The entries as they are stored, if all are right. */
    List<EntryBatch.Entry> checked(StoreConnection connection) {
      KnownProperties known = known(connection, database.id(), subject);
      return EntryBatch.of(subject, database.types(), known, entries, id);
    }
  }

  /**
   * Refuses what {@link #put} would refuse, before anything is stored.
   *
   * @throws ApiException {@code WrongData}, {@code DuplicatedError}
   */
  void checkPut(Write write) {
    store.run(connection -> requireOnce(write, write.checked(connection)));
  }

  /** Puts entries, each in place of the one that there was. */
  void put(Write write) {
    boolean unused =
        store.inTransaction(
            transaction -> {
              CatalogueWrite decision = begin(transaction, write.database().id(), write.subject());
              List<EntryBatch.Entry> entries = write.checked(transaction);
              requireOnce(write, entries);
              KnownProperties known = decision.properties();
              Map<String, ObjectNode> rows = new LinkedHashMap<>();
              entries.forEach(
                  entry ->
                      rows.put(
                          entry.id(),
                          EntrySizes.fitting(
                              write.subject(), entry.id(), known.replacing(entry.values()))));
              decision.put(rows);
              return true;
            });
  }

  private static void requireOnce(Write write, List<EntryBatch.Entry> entries) {
    Set<String> seen = new HashSet<>();
    for (EntryBatch.Entry entry : entries) {
      if (!seen.add(entry.id())) {
        throw write.subject().twice(entry.id());
      }
    }
  }

  /**
   * Refuses what {@link #change} would refuse, before anything is stored.
   *
   * @throws ApiException {@code WrongData}, {@code NotFoundError}
   */
  void checkChange(Write write, boolean creating) {
    store.run(
        connection -> {
          Set<String> ids = EntryBatch.merged(write.checked(connection)).keySet();
          requireThere(write, creating, ids, before(connection, write, ids).keySet());
        });
  }

  /**
   * Changes the values that entries name, and leaves the others.
   *
   * @param creating whether entries that are not there are created
   * @return what was done, by id
   */
  Map<String, Change> change(Write write, boolean creating) {
    return store.inTransaction(
        transaction -> {
          DatabaseId database = write.database().id();
          CatalogueWrite decision = begin(transaction, database, write.subject());
          Map<String, ObjectNode> changes = EntryBatch.merged(write.checked(transaction));
          Map<String, ObjectNode> before = before(transaction, write, changes.keySet());
          requireThere(write, creating, changes.keySet(), before.keySet());
          KnownProperties known = decision.properties();
          Map<String, ObjectNode> rows = new LinkedHashMap<>();
          Map<String, Change> done = new HashMap<>();
          changes.forEach(
              (id, change) -> {
                boolean there = before.containsKey(id);
                ObjectNode base = there ? before.get(id) : Json.MAPPER.createObjectNode();
                rows.put(id, EntrySizes.fitting(write.subject(), id, known.changed(base, change)));
                done.put(id, there ? Change.MODIFIED : Change.CREATED);
              });
          decision.put(rows);
          return done;
        });
  }

  private static Map<String, ObjectNode> before(
      StoreConnection connection, Write write, Set<String> ids) {
    Map<String, ObjectNode> before = new HashMap<>();
    rows(connection, write.database().id(), write.subject(), ids, write.memory())
        .forEach(row -> before.put(row.id(), parsed(row)));
    return before;
  }

  private static List<CatalogueEntriesTable.Row> rows(
      StoreConnection connection,
      DatabaseId database,
      Subject subject,
      Collection<String> ids,
      EntryMemory memory) {
    CatalogueEntriesTable table = new CatalogueEntriesTable(connection);
    EntrySizes.requireRoom(subject, table.bytes(database, subject.kind(), ids));
    List<CatalogueEntriesTable.Row> rows = table.of(database, subject.kind(), ids);
    memory.stored(rows);
    return rows;
  }

  private static void requireThere(
      Write write, boolean creating, Set<String> ids, Set<String> there) {
    if (!creating) {
      ids.stream()
          .filter(id -> !there.contains(id))
          .findFirst()
          .ifPresent(
              id -> {
                throw write.subject().missingToChange(id);
              });
    }
  }

  /** Those of these entries that there are, in the order of their ids. */
  List<Shown> of(DatabaseId database, Subject subject, Collection<String> ids, EntryMemory memory) {
    return store.with(
        connection ->
            shown(
                known(connection, database, subject),
                rows(connection, database, subject, ids, memory)));
  }

  /** Some entries after an id, in the order of ids. */
  List<Shown> after(
      DatabaseId database, Subject subject, String id, int amount, EntryMemory memory) {
    return store.with(
        connection -> {
          List<CatalogueEntriesTable.Row> rows =
              new CatalogueEntriesTable(connection).after(database, subject.kind(), id, amount);
          memory.stored(rows);
          return shown(known(connection, database, subject), rows);
        });
  }

  /** Deletes entries; of users no trace is left. Says how many there were. */
  int delete(DatabaseId database, Subject subject, Collection<String> ids) {
    return store.inTransaction(
        transaction -> begin(transaction, database, subject).deleteEntries(ids));
  }

  /** Deletes what is told of users, within a decision about these users. */
  public static void forget(Decision decision, DatabaseId database, Collection<UserId> users) {
    int unused =
        new CatalogueEntriesTable(decision.store())
            .delete(database, EntryKind.USER, users.stream().map(UserId::value).toList());
  }

  private static CatalogueWrite begin(
      StoreConnection transaction, DatabaseId database, Subject subject) {
    return CatalogueWrite.begin(transaction, database, subject.kind());
  }

  private static KnownProperties known(
      StoreConnection connection, DatabaseId database, Subject subject) {
    return CatalogueWrite.known(connection, database, subject.kind());
  }

  private static ObjectNode parsed(CatalogueEntriesTable.Row row) {
    return KnownProperties.parsed(row.properties().orElseThrow());
  }

  private static List<Shown> shown(KnownProperties known, List<CatalogueEntriesTable.Row> rows) {
    return rows.stream().map(row -> new Shown(row.id(), known.named(parsed(row)))).toList();
  }
}
