package io.tastelake.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.domain.identity.AccountId;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TypeWarningsTableTest extends TestDatabases {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
  private static final AccountId ANN = new AccountId("ann");

  private boolean isDue(Instant now) {
    return new TypeWarningsTable(connection).isDue(ANN, now, HOUR);
  }

  @Test
  void onceAnHour() {
    postgres.execute(
        "INSERT INTO accounts (id, organization_id, kind, login, role, password_hash, created_at)"
            + " SELECT 'ann', organization_id, 'SERVICE', 'ann', 'BACKEND', '', now()"
            + " FROM databases LIMIT 1");
    assertThat(isDue(NOON)).isTrue();
    assertThat(isDue(NOON.plusSeconds(3599))).isFalse();
    assertThat(isDue(NOON.plusSeconds(3600))).isTrue();
    assertThat(isDue(NOON.plusSeconds(3601))).isFalse();
  }
}
