package io.tastelake.store;

import io.tastelake.domain.identity.AccountId;
import io.tastelake.domain.identity.OrganizationId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The table {@code account_profiles}: what is noted of accounts and decides nothing. */
public final class ProfilesTable {

  private final StoreConnection connection;

  public ProfilesTable(StoreConnection connection) {
    this.connection = connection;
  }

  /**
   * A profile.
   *
   * @param metadata a JSON object
   */
  public record Row(String firstName, String lastName, String metadata) {

    /** Of accounts of which nothing is noted. */
    public static final Row EMPTY = new Row("", "", "{}");
  }

  /** Notes an account's profile, in place of the one that there was. */
  public void put(AccountId account, Row profile) {
    int unused =
        connection.update(
            """
            INSERT INTO account_profiles (account_id, first_name, last_name, metadata)
            VALUES (:account, :first_name, :last_name, :metadata)
            ON CONFLICT (account_id) DO UPDATE SET first_name = EXCLUDED.first_name,
              last_name = EXCLUDED.last_name, metadata = EXCLUDED.metadata
            """,
            update ->
                update
                    .bind("account", account)
                    .bind("first_name", profile.firstName())
                    .bind("last_name", profile.lastName())
                    .bind("metadata", profile.metadata()));
  }

  /** An account's profile, which nobody else changes until the transaction ends; empty if gone. */
  public Optional<Row> lock(AccountId account) {
    return connection.query(
        """
        SELECT coalesce(first_name, ''), coalesce(last_name, ''), coalesce(p.metadata, '{}')
        FROM accounts a LEFT JOIN account_profiles p ON p.account_id = a.id
        WHERE a.id = :account FOR NO KEY UPDATE OF a
        """,
        query ->
            query
                .bind("account", account)
                .map(
                    (row, context) -> new Row(row.getString(1), row.getString(2), row.getString(3)))
                .findFirst());
  }

  /** The profiles of an organization's accounts. */
  public Map<AccountId, Row> of(OrganizationId organization) {
    Map<AccountId, Row> profiles = new HashMap<>();
    connection.query(
        """
        SELECT account_id, first_name, last_name, p.metadata
        FROM account_profiles p JOIN accounts a ON a.id = account_id
        WHERE organization_id = :organization
        """,
        query ->
            query
                .bind("organization", organization)
                .map(
                    (row, context) ->
                        profiles.put(
                            new AccountId(row.getString(1)),
                            new Row(row.getString(2), row.getString(3), row.getString(4))))
                .list());
    return profiles;
  }
}
