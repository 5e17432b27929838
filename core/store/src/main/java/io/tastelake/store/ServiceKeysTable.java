package io.tastelake.store;

import io.tastelake.domain.identity.AccountId;
import io.tastelake.domain.identity.OrganizationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

/** The table {@code service_account_keys}. */
public final class ServiceKeysTable {

  private final StoreConnection connection;

  public ServiceKeysTable(StoreConnection connection) {
    this.connection = connection;
  }

  /**
   * A key of a service account; the key itself is not kept.
   *
   * @param metadata a JSON object
   * @param expiresAt empty if it never expires
   */
  public record Row(
      String id,
      AccountId account,
      String metadata,
      Instant createdAt,
      Optional<Instant> expiresAt) {}

  /**
   * Adds a key.
   *
   * @throws MissingReferenceException if the account is gone
   */
  public void add(Row key, byte[] hash) {
    int unused =
        connection.update(
            """
            INSERT INTO service_account_keys
              (id, account_id, key_hash, metadata, created_at, expires_at)
            VALUES (:id, :account, :hash, :metadata, :created_at, :expires_at)
            """,
            update ->
                update
                    .bind("id", key.id())
                    .bind("account", key.account())
                    .bind("hash", hash)
                    .bind("metadata", key.metadata())
                    .bind("created_at", key.createdAt())
                    .bind("expires_at", key.expiresAt().orElse(null)));
  }

  /** The key of this hash, expired or not. */
  public Optional<Row> withHash(byte[] hash) {
    return connection.query(
        """
        SELECT id, account_id, metadata, created_at, expires_at
        FROM service_account_keys WHERE key_hash = :hash
        """,
        query -> query.bind("hash", hash).map(ServiceKeysTable::read).findFirst());
  }

  /** The key of this id, expired or not. */
  public Optional<Row> withId(String id) {
    return connection.query(
        """
        SELECT id, account_id, metadata, created_at, expires_at
        FROM service_account_keys WHERE id = :id
        """,
        query -> query.bind("id", id).map(ServiceKeysTable::read).findFirst());
  }

  /** The keys of all of an organization's accounts, the oldest first. */
  public List<Row> of(OrganizationId organization) {
    return connection.query(
        """
        SELECT k.id, account_id, k.metadata, k.created_at, expires_at
        FROM service_account_keys k JOIN accounts a ON a.id = account_id
        WHERE organization_id = :organization ORDER BY k.created_at, k.id
        """,
        query -> query.bind("organization", organization).map(ServiceKeysTable::read).list());
  }

  /**
   * Deletes a key of an organization's account.
   *
   * @return how many there were: 0 or 1
   */
  public int delete(OrganizationId organization, String id) {
    return connection.update(
        """
        DELETE FROM service_account_keys USING accounts
        WHERE accounts.id = account_id AND organization_id = :organization
          AND service_account_keys.id = :id
        """,
        update -> update.bind("organization", organization).bind("id", id));
  }

  /** How many keys all of an organization's accounts have, those that expired included. */
  public int count(OrganizationId organization) {
    return connection.query(
        """
        SELECT count(*) FROM service_account_keys k JOIN accounts a ON a.id = account_id
        WHERE organization_id = :organization
        """,
        query -> query.bind("organization", organization).mapTo(Integer.class).one());
  }

  private static Row read(ResultSet row, StatementContext context) throws SQLException {
    return new Row(
        row.getString("id"),
        new AccountId(row.getString("account_id")),
        row.getString("metadata"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        Optional.ofNullable(row.getObject("expires_at", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant));
  }
}
