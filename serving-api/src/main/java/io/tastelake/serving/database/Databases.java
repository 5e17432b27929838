package io.tastelake.serving.database;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.IdType;
import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.Caller;
import io.tastelake.serving.http.ErrorName;
import io.tastelake.serving.identity.IdTypes;
import io.tastelake.serving.identity.OrganizationId;
import io.tastelake.serving.store.DuplicateKeyException;
import io.tastelake.serving.store.OnlineStore;
import io.tastelake.serving.store.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** The databases of all organizations. Thread-safe. */
public final class Databases {

  private static final String SELECT =
      """
      SELECT id, organization_id, name, description, user_id_type, item_id_type, session_id_type
      FROM databases
      """;

  private final OnlineStore store;
  private final Clock clock;

  /** Every request needs its database; one that is gone is missed within seconds. */
  private final Cache<DatabaseId, Database> known =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(Duration.ofSeconds(5)).build();

  public Databases(OnlineStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * Adds a database.
   *
   * @throws ApiException {@code DUPLICATED_DB_NAME} if the organization has one of this name
   */
  public void create(Database database) {
    try {
      store.change(
          """
          INSERT INTO databases (id, organization_id, name, description,
                                 user_id_type, item_id_type, session_id_type, created_at)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?)
          """,
          database.id().value(),
          database.organization().value(),
          database.name(),
          database.description(),
          database.types().user().toString(),
          database.types().item().toString(),
          database.types().session().toString(),
          clock.instant().atOffset(ZoneOffset.UTC));
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
    Database database = known.get(id, this::find);
    if (database == null || !database.organization().equals(caller.organization())) {
      throw missing(id.value());
    }
    return database;
  }

  /**
   * Takes a database away with all that belongs to it here. Other instances miss it within five
   * seconds.
   *
   * @throws ApiException {@code DATABASE_NOT_FOUND} if it is gone already
   */
  public void delete(Database database) {
    int deleted = store.inTransaction(transaction -> delete(transaction, database.id()));
    known.invalidate(database.id());
    if (deleted == 0) {
      throw missing(database.id().value());
    }
  }

  /** Whether recommendations can be made from a database now. */
  DatabaseStatus status(Database database) {
    return store
        .first(
            "SELECT FROM current_models WHERE database_id = ?",
            row -> DatabaseStatus.READY,
            database.id().value())
        .orElse(DatabaseStatus.PENDING);
  }

  /** The database of this id, whose ever it is. */
  public Optional<Database> withId(String id) {
    return store.first(SELECT + "WHERE id = ?", Databases::read, id);
  }

  /** The organization's database of this name. */
  public Optional<Database> named(OrganizationId organization, String name) {
    return store.first(
        SELECT + "WHERE organization_id = ? AND name = ?",
        Databases::read,
        organization.value(),
        name);
  }

  /** Some of the organization's databases, in the order of their names. */
  public List<Database> page(OrganizationId organization, int amount, long offset) {
    return store.list(
        SELECT + "WHERE organization_id = ? ORDER BY name LIMIT ? OFFSET ?",
        Databases::read,
        organization.value(),
        amount,
        offset);
  }

  private static int delete(Statements transaction, DatabaseId id) {
    transaction.change("DELETE FROM forgets WHERE database_id = ?", id.value());
    return transaction.change("DELETE FROM databases WHERE id = ?", id.value());
  }

  private static ApiException missing(String id) {
    return ApiException.notFound(ErrorName.DATABASE_NOT_FOUND, "database", id);
  }

  private Database find(DatabaseId id) {
    return withId(id.value()).orElse(null);
  }

  private static Database read(ResultSet row) throws SQLException {
    return new Database(
        new DatabaseId(row.getString("id")),
        new OrganizationId(row.getString("organization_id")),
        row.getString("name"),
        row.getString("description"),
        new IdTypes(
            IdType.parse(row.getString("user_id_type")),
            IdType.parse(row.getString("item_id_type")),
            IdType.parse(row.getString("session_id_type"))));
  }
}
