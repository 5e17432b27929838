package io.tastelake.store;

import io.tastelake.domain.identity.AccountId;
import java.time.Duration;
import java.time.Instant;

/** The table {@code type_warnings}: when an account was told of types without a strength. */
public final class TypeWarningsTable {

  private final StoreConnection connection;

  public TypeWarningsTable(StoreConnection connection) {
    this.connection = connection;
  }

  /** Whether to tell the account now: of all who ask within {@code pause} one is told to. */
  public boolean isDue(AccountId account, Instant now, Duration pause) {
    return 1
        == connection.update(
            """
            INSERT INTO type_warnings (account_id, warned_at) VALUES (:account, :now)
            ON CONFLICT (account_id) DO UPDATE SET warned_at = EXCLUDED.warned_at
            WHERE type_warnings.warned_at <= :before
            """,
            update ->
                update.bind("account", account).bind("now", now).bind("before", now.minus(pause)));
  }
}
