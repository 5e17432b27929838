package io.tastelake.store;

import io.tastelake.domain.identity.AccountId;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.OrganizationId;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.Update;

/** The tables {@code organizations} and {@code accounts}. */
public final class AccountsTable {

  private static final String SELECT =
      """
      SELECT id, organization_id, kind, login, password_hash, role, token_generation, database_ids
      FROM accounts
      """;

  private final StoreConnection connection;

  public AccountsTable(StoreConnection connection) {
    this.connection = connection;
  }

  /** What kinds of accounts there are. */
  public enum Kind {
    /** The first account of an organization. */
    ROOT,
    /** A person's. */
    INDIVIDUAL,
    /** A program's. */
    SERVICE
  }

  /**
   * An account.
   *
   * @param login a service account's name, otherwise an e-mail address
   * @param passwordHash Argon2id, with its parameters and salt
   * @param role {@code ROOT}, {@code MANAGER}, {@code BACKEND} or {@code FRONTEND}
   * @param tokens the generation of its tokens: those of others are void
   * @param databases the only ones that it may open; empty if it may open all of its organization
   */
  public record Row(
      AccountId id,
      OrganizationId organization,
      Kind kind,
      String login,
      String passwordHash,
      String role,
      int tokens,
      Optional<List<DatabaseId>> databases) {

    /** A new account that may open all databases. */
    public Row(
        AccountId id,
        OrganizationId organization,
        Kind kind,
        String login,
        String passwordHash,
        String role) {
      this(id, organization, kind, login, passwordHash, role, 0, Optional.empty());
    }
  }

  /**
   * Adds an organization together with its root account.
   *
   * @throws DuplicateKeyException if another organization's root account has the address
   */
  public void addOrganization(String name, Row root, Instant createdAt) {
    int unused =
        connection.update(
            """
            WITH organization AS (
              INSERT INTO organizations (id, name, created_at)
              VALUES (:organization, :name, :created_at)
              RETURNING id, created_at
            )
            INSERT INTO accounts (id, organization_id, kind, login, password_hash, role, created_at)
            SELECT :id, id, :kind, :login, :password_hash, :role, created_at FROM organization
            """,
            update -> bind(update, root, createdAt).bind("name", name));
  }

  /**
   * Adds an account to its organization.
   *
   * @throws DuplicateKeyException if the organization has one of this kind and login, or a person
   *     of this address
   */
  public void add(Row account, Instant createdAt) {
    int unused =
        connection.update(
            """
            INSERT INTO accounts (id, organization_id, kind, login, password_hash, role, created_at,
                                  database_ids)
            VALUES (:id, :organization, :kind, :login, :password_hash, :role, :created_at,
                    :databases)
            """,
            update ->
                bind(update, account, createdAt)
                    .bind("databases", account.databases().map(AccountsTable::ids).orElse(null)));
  }

  private static Update bind(Update update, Row account, Instant createdAt) {
    return update
        .bind("id", account.id())
        .bind("organization", account.organization())
        .bind("kind", account.kind())
        .bind("login", account.login())
        .bind("password_hash", account.passwordHash())
        .bind("role", account.role())
        .bind("created_at", createdAt);
  }

  /**
   * Deletes an account, and with it its refresh tokens.
   *
   * @return how many there were: 0 or 1
   */
  public int delete(AccountId account) {
    return connection.update(
        "DELETE FROM accounts WHERE id = :id", update -> update.bind("id", account));
  }

  /** The account of this id. */
  public Optional<Row> withId(AccountId id) {
    return connection.query(
        SELECT + "WHERE id = :id",
        query -> query.bind("id", id).map(AccountsTable::read).findFirst());
  }

  /** All accounts of an organization, oldest first. */
  public List<Row> of(OrganizationId organization) {
    return connection.query(
        SELECT + "WHERE organization_id = :organization ORDER BY created_at, id",
        query -> query.bind("organization", organization).map(AccountsTable::read).list());
  }

  /**
   * Changes an account, and makes all its tokens void.
   *
   * @param passwordHash the new one, if it changes
   * @param role the new one, if it changes
   * @return how many there were: 0 or 1
   */
  public int change(AccountId account, Optional<String> passwordHash, Optional<String> role) {
    return connection.update(
        """
        UPDATE accounts
        SET password_hash = COALESCE(:password_hash, password_hash), role = COALESCE(:role, role),
            token_generation = token_generation + 1
        WHERE id = :id
        """,
        update ->
            update
                .bind("id", account)
                .bind("password_hash", passwordHash.orElse(null))
                .bind("role", role.orElse(null)));
  }

  /** Limits an account to these databases, or to none. */
  public void limit(AccountId account, Optional<List<DatabaseId>> databases) {
    int unused =
        connection.update(
            "UPDATE accounts SET database_ids = :databases WHERE id = :id",
            update ->
                update
                    .bind("id", account)
                    .bind("databases", databases.map(AccountsTable::ids).orElse(null)));
  }

  /** Stores another hash of the same password, unless the password has changed since. */
  public void rehash(AccountId account, String before, String hash) {
    int unused =
        connection.update(
            "UPDATE accounts SET password_hash = :hash WHERE id = :id AND password_hash = :before",
            update -> update.bind("id", account).bind("before", before).bind("hash", hash));
  }

  /** The accounts of this address, of several organizations: the eight oldest. */
  public List<Row> people(String email) {
    return connection.query(
        SELECT
            + """
            WHERE kind IN ('ROOT', 'INDIVIDUAL') AND login = :login
            ORDER BY created_at, id LIMIT 8
            """,
        query -> query.bind("login", email).map(AccountsTable::read).list());
  }

  /** The account of a person within one organization. */
  public Optional<Row> person(OrganizationId organization, String email) {
    return connection.query(
        SELECT
            + """
            WHERE organization_id = :organization AND kind IN ('ROOT', 'INDIVIDUAL')
              AND login = :login
            """,
        query ->
            query
                .bind("organization", organization)
                .bind("login", email)
                .map(AccountsTable::read)
                .findFirst());
  }

  /** Service accounts of this name, of several organizations: the eight oldest. */
  public List<Row> services(String name) {
    return connection.query(
        SELECT + "WHERE kind = 'SERVICE' AND login = :login ORDER BY created_at, id LIMIT 8",
        query -> query.bind("login", name).map(AccountsTable::read).list());
  }

  /** The same, of organizations that have a database of this name. */
  public List<Row> services(String name, String database) {
    return connection.query(
        SELECT
            + """
            WHERE kind = 'SERVICE' AND login = :login
              AND organization_id IN (SELECT organization_id FROM databases WHERE name = :database)
            ORDER BY created_at, id LIMIT 8
            """,
        query ->
            query.bind("login", name).bind("database", database).map(AccountsTable::read).list());
  }

  /** The service account of this name within one organization. */
  public Optional<Row> service(OrganizationId organization, String name) {
    return connection.query(
        SELECT + "WHERE organization_id = :organization AND kind = 'SERVICE' AND login = :login",
        query ->
            query
                .bind("organization", organization)
                .bind("login", name)
                .map(AccountsTable::read)
                .findFirst());
  }

  /** How many accounts an organization has. */
  public int count(OrganizationId organization) {
    return connection.query(
        "SELECT count(*) FROM accounts WHERE organization_id = :organization",
        query -> query.bind("organization", organization).mapTo(Integer.class).one());
  }

  private static String[] ids(List<DatabaseId> databases) {
    return Statements.texts(databases, DatabaseId::value);
  }

  private static Optional<List<DatabaseId>> databases(Array ids) throws SQLException {
    return ids == null
        ? Optional.empty()
        : Optional.of(Stream.of((String[]) ids.getArray()).map(DatabaseId::new).toList());
  }

  private static Row read(ResultSet row, StatementContext context) throws SQLException {
    return new Row(
        new AccountId(row.getString("id")),
        new OrganizationId(row.getString("organization_id")),
        Kind.valueOf(row.getString("kind")),
        row.getString("login"),
        row.getString("password_hash"),
        row.getString("role"),
        row.getInt("token_generation"),
        databases(row.getArray("database_ids")));
  }
}
