package io.tastelake.serving.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tastelake.domain.identity.AccountId;
import io.tastelake.domain.identity.OrganizationId;
import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.Caller;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.store.Seal;
import io.tastelake.serving.store.SealedKeys;
import io.tastelake.serving.store.Secrets;
import io.tastelake.store.OnlineStore;
import io.tastelake.store.TestStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
  private Seal seal = Seal.NONE;
  @TempDir private Path folder;
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
    return SigningKeys.in(store, seal, random, at(later));
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
    String kid = SigningKeys.rotate(store, seal, random, at(later));
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
    String kid = SigningKeys.replace(store, seal, random, at(Duration.ZERO));
    Duration soon = Duration.ofSeconds(1);
    assertThat(keys(soon).current().kid()).isEqualTo(kid);
    assertThatThrownBy(() -> tokens(soon).of("Bearer " + old))
        .hasMessageContaining("login/refresh-token/");
    assertThat(tokens(soon).of("Bearer " + tokens(soon).issue(CALLER))).isEqualTo(CALLER);
  }

  /** What a file of these keys encrypts with. */
  private Seal seal(int... keys) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int key : keys) {
      byte[] bytes = new byte[32];
      bytes[0] = (byte) key;
      lines.append(Base64.getEncoder().encodeToString(bytes)).append('\n');
    }
    Path file = Files.writeString(folder.resolve("keys"), lines);
    return Seal.of(
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------")));
  }

  @Test
  void aSealHidesTheKeysFromWhoeverReadsTheStoreAndDisturbsNobody() throws IOException {
    AccessTokens before = tokens(Duration.ZERO);
    String token = before.issue(CALLER);
    byte[] key = keys(Duration.ZERO).current().value();
    byte[] cursors = new Secrets(store, seal, random).named("cursors");
    seal = seal(1);
    assertThat(keys(Duration.ZERO).current().value()).as("not sealed yet").isEqualTo(key);
    assertThat(SealedKeys.areSealed(store, seal)).isFalse();
    assertThat(SealedKeys.seal(store, seal, SealedKeys.Lost.KEPT))
        .isEqualTo(new SealedKeys.Changed(2, 0));
    assertThat(SealedKeys.seal(store, seal, SealedKeys.Lost.KEPT))
        .isEqualTo(new SealedKeys.Changed(0, 0));
    assertThat(SealedKeys.areSealed(store, seal)).isTrue();
    assertThat(
            postgres.rows(
                "SELECT encode(value, 'hex') FROM signing_keys"
                    + " UNION ALL SELECT encode(value, 'hex') FROM secrets"))
        .hasSize(2)
        .noneMatch(stored -> stored.contains(HexFormat.of().formatHex(key)))
        .noneMatch(stored -> stored.contains(HexFormat.of().formatHex(cursors)));
    assertThat(tokens(Duration.ZERO).of("Bearer " + token)).isEqualTo(CALLER);
    assertThat(new Secrets(store, seal, random).named("cursors")).isEqualTo(cursors);
    String kid = SigningKeys.rotate(store, seal, random, at(Duration.ofSeconds(1)));
    assertThat(keys(Duration.ofMinutes(2)).current().kid()).isEqualTo(kid);
    assertThat(SealedKeys.areSealed(store, seal)).as("the new key, too").isTrue();
    seal = Seal.NONE;
    assertThatThrownBy(() -> keys(Duration.ZERO))
        .isInstanceOf(Seal.BrokenSealException.class)
        .hasMessageContaining("--key-file");
  }

  @Test
  void aSealIsChangedWhileInstancesGoOn() throws IOException {
    seal = seal(1);
    String token = tokens(Duration.ZERO).issue(CALLER);
    seal = seal(2, 1);
    AccessTokens during = tokens(Duration.ZERO);
    assertThat(during.of("Bearer " + token)).isEqualTo(CALLER);
    assertThat(SealedKeys.seal(store, seal, SealedKeys.Lost.KEPT).sealed()).isEqualTo(1);
    seal = seal(2);
    assertThat(tokens(Duration.ZERO).of("Bearer " + token)).isEqualTo(CALLER);
  }

  @Test
  void aLostSealCostsTokensAndNotTheInstallation() throws IOException {
    seal = seal(1);
    String token = tokens(Duration.ZERO).issue(CALLER);
    byte[] cursors = new Secrets(store, seal, random).named("cursors");
    seal = seal(2);
    assertThatThrownBy(() -> SealedKeys.seal(store, seal, SealedKeys.Lost.KEPT))
        .hasMessageContaining("--discard-lost");
    assertThat(SealedKeys.seal(store, seal, SealedKeys.Lost.DISCARDED))
        .isEqualTo(new SealedKeys.Changed(0, 2));
    assertThatThrownBy(() -> tokens(Duration.ZERO).of("Bearer " + token))
        .isInstanceOf(ApiException.class);
    assertThat(tokens(Duration.ZERO).of("Bearer " + tokens(Duration.ZERO).issue(CALLER)))
        .isEqualTo(CALLER);
    assertThat(new Secrets(store, seal, random).named("cursors")).isNotEqualTo(cursors);
  }

  @Test
  void allInstancesStartWithOneKey() {
    assertThat(keys(Duration.ZERO).current().value())
        .isEqualTo(keys(Duration.ZERO).current().value());
    assertThat(keys(Duration.ZERO).current().kid()).isEqualTo(SigningKeys.FIRST);
  }
}
