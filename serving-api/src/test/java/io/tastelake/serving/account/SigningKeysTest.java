package io.tastelake.serving.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tastelake.domain.identity.AccountId;
import io.tastelake.domain.identity.OrganizationId;
import io.tastelake.serving.http.Caller;
import io.tastelake.serving.http.Role;
import io.tastelake.store.OnlineStore;
import io.tastelake.testkit.store.TestStore;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Instances share their keys, and a rotation disturbs nobody. */
class SigningKeysTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final Caller CALLER =
      new Caller(
          new AccountId("account"),
          new OrganizationId("organization"),
          Role.BACKEND,
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  private final SecureRandom random = new SecureRandom();
  private final TestStore postgres = TestStore.start();
  private final OnlineStore store = OnlineStore.over(postgres::connect);

  @AfterEach
  void stop() {
    postgres.close();
  }

  private static Clock at(Duration later) {
    return Clock.fixed(NOW.plus(later), ZoneOffset.UTC);
  }

  private SigningKeys keys(Duration later) {
    return SigningKeys.in(store, random, at(later));
  }

  private AccessTokens tokens(Duration later) {
    return new AccessTokens(keys(later), at(later));
  }

  @Test
  void aRotationDisturbsNobody() {
    Duration soon = Duration.ofMinutes(2);
    AccessTokens before = tokens(Duration.ZERO);
    String first = keys(Duration.ZERO).current().kid();
    String old = before.issue(CALLER);
    Duration later = Duration.ofSeconds(1);
    String kid = SigningKeys.rotate(store, random, at(later));
    assertThat(keys(later).current().kid()).as("until it has spread").isEqualTo(first);
    assertThat(keys(soon).current().kid()).isEqualTo(kid);
    assertThat(tokens(soon).of("Bearer " + old)).isEqualTo(CALLER);
    String fresh = new AccessTokens(keys(soon), at(Duration.ZERO)).issue(CALLER);
    assertThat(tokens(Duration.ZERO).of("Bearer " + fresh)).isEqualTo(CALLER);
    assertThat(before.of("Bearer " + old)).isEqualTo(CALLER);
    Duration end = Duration.ofHours(1);
    String last = new AccessTokens(keys(Duration.ZERO), at(end)).issue(CALLER);
    assertThatThrownBy(() -> tokens(end).of("Bearer " + last))
        .as("signed with the key of before, an hour later")
        .hasMessageContaining("login/refresh-token/");
  }

  @Test
  void aKeyThatIsReplacedIsVoidAtOnceAndItsTokensAreRefreshed() {
    String old = tokens(Duration.ZERO).issue(CALLER);
    String kid = SigningKeys.replace(store, random, at(Duration.ZERO));
    Duration soon = Duration.ofSeconds(1);
    assertThat(keys(soon).current().kid()).isEqualTo(kid);
    assertThatThrownBy(() -> tokens(soon).of("Bearer " + old))
        .hasMessageContaining("login/refresh-token/");
    assertThat(tokens(soon).of("Bearer " + tokens(soon).issue(CALLER))).isEqualTo(CALLER);
  }

  @Test
  void allInstancesStartWithOneKey() {
    assertThat(keys(Duration.ZERO).current().value())
        .isEqualTo(keys(Duration.ZERO).current().value());
    assertThat(keys(Duration.ZERO).current().kid()).isEqualTo(SigningKeys.FIRST);
  }
}
