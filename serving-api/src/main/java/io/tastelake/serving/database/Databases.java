package io.tastelake.serving.database;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.OrganizationId;
import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.Caller;
import io.tastelake.serving.http.ErrorName;
import io.tastelake.serving.http.Quota;
import io.tastelake.serving.identity.IdTypes;
import io.tastelake.serving.store.LastKnown;
import io.tastelake.store.DatabasesTable;
import io.tastelake.store.DuplicateKeyException;
import io.tastelake.store.ForgetsTable;
import io.tastelake.store.ModelTable;
import io.tastelake.store.OnlineStore;
import io.tastelake.store.OrganizationsTable;
import io.tastelake.store.StoreConnection;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The databases of all organizations. Thread-safe. */
public final class Databases {

  private final OnlineStore store;
  private final Clock clock;

  /** Every request needs its database; one that is gone is missed within seconds. */
  private final LastKnown<DatabaseId, Database> known;

  public Databases(OnlineStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
    this.known = new LastKnown<>(store, id -> withId(id.value()), 10_000);
  }

  /**
   * Adds a database.
   *
   * @param metadata a JSON object
   * @throws ApiException {@code DUPLICATED_DB_NAME} if the organization has one of this name,
   *     {@code WRONG_PARAMETER} if it has too many
   */
  public void create(Database database, String metadata) {
    try {
      boolean unused =
          store.inTransaction(
              transaction -> {
                new OrganizationsTable(transaction).lockToAdd(database.organization());
                DatabasesTable table = new DatabasesTable(transaction);
                Quota.DATABASES.requireRoom(table.count(database.organization()));
                table.add(row(database), clock.instant());
                table.note(
                    database.id(), new DatabasesTable.Notes(database.description(), metadata));
                return true;
              });
    } catch (DuplicateKeyException e) {
      throw ApiException.duplicated(ErrorName.DUPLICATED_DB_NAME, "database", database.name());
    }
  }

  /**
   * The database that the caller's token opens.
   *
   * @throws ApiException {@code WRONG_PARAMETER} if it opens none, {@code DATABASE_NOT_FOUND} if it
   *     is gone
   */
  public Database of(Caller caller) {
    DatabaseId id = caller.requireDatabase();
    return known
        .of(id)
        .filter(database -> database.organization().equals(caller.organization()))
        .orElseThrow(() -> missing(id.value()));
  }

  /**
   * Changes what is noted of a database; other instances show it within five seconds.
   *
   * @throws ApiException {@code DATABASE_NOT_FOUND} if it is gone
   */
  void change(Database database, UnaryOperator<DatabasesTable.Notes> change) {
    store.inTransaction(
        transaction -> {
          DatabasesTable table = new DatabasesTable(transaction);
          DatabasesTable.Notes notes =
              table.lockNotes(database.id()).orElseThrow(() -> missing(database.id().value()));
          table.note(database.id(), change.apply(notes));
          return true;
        });
    known.forget(database.id());
  }

  /** The metadata of a database: a JSON object. */
  String metadata(Database database) {
    return store
        .with(connection -> new DatabasesTable(connection).metadata(database.id()))
        .orElseThrow(() -> missing(database.id().value()));
  }

  /**
   * Takes a database away with all that belongs to it here. Other instances miss it within five
   * seconds.
   *
   * @throws ApiException {@code DATABASE_NOT_FOUND} if it is gone already
   */
  public void delete(Database database) {
    int deleted = store.inTransaction(transaction -> delete(transaction, database.id()));
    known.forget(database.id());
    if (deleted == 0) {
      throw missing(database.id().value());
    }
  }

  /** Whether recommendations can be made from a database now. */
  DatabaseStatus status(Database database) {
    return store.with(connection -> new ModelTable(connection).hasCurrent(database.id()))
        ? DatabaseStatus.READY
        : DatabaseStatus.PENDING;
  }

  /** The database of this id, whose ever it is. */
  public Optional<Database> withId(String id) {
    return find(table -> table.withId(id));
  }

  /** The organization's database of this name. */
  public Optional<Database> named(OrganizationId organization, String name) {
    return find(table -> table.named(organization, name));
  }

  /** Some of the organization's databases, in the order of their names. */
  public List<Database> page(OrganizationId organization, int amount, long offset) {
    return store
        .with(connection -> new DatabasesTable(connection).page(organization, amount, offset))
        .stream()
        .map(Databases::database)
        .toList();
  }

  private static int delete(StoreConnection transaction, DatabaseId id) {
    new ForgetsTable(transaction).deleteOf(id);
    return new DatabasesTable(transaction).delete(id);
  }

  private static ApiException missing(String id) {
    return ApiException.notFound(ErrorName.DATABASE_NOT_FOUND, "database", id);
  }

  private Optional<Database> find(Function<DatabasesTable, Optional<DatabasesTable.Row>> query) {
    return store
        .with(connection -> query.apply(new DatabasesTable(connection)))
        .map(Databases::database);
  }

  private static DatabasesTable.Row row(Database database) {
    return new DatabasesTable.Row(
        database.id(),
        database.organization(),
        database.name(),
        database.description(),
        database.types().user(),
        database.types().item(),
        database.types().session());
  }

  private static Database database(DatabasesTable.Row row) {
    return new Database(
        row.id(),
        row.organization(),
        row.name(),
        row.description(),
        new IdTypes(row.userIds(), row.itemIds(), row.sessionIds()));
  }
}
