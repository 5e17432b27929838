package io.tastelake.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tastelake.domain.identity.AccountId;
import io.tastelake.domain.identity.SessionId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.store.RefreshTokensTable.Row;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RefreshTokensTableTest extends TestDatabases {

  private static final Instant EXPIRY = Instant.parse("2026-01-02T03:04:05.678901Z");
  private static final Row BOUND =
      new Row(
          new AccountId("a"),
          Optional.of(SHOP),
          Optional.of(new UserId("u")),
          Optional.of(new SessionId("s")),
          EXPIRY,
          3,
          Optional.empty());
  private static final Row FREE =
      new Row(
          new AccountId("a"),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          EXPIRY,
          0,
          Optional.empty());

  @BeforeEach
  void account() {
    int unused =
        postgres.execute(
            "INSERT INTO accounts VALUES ('a', 'shop', 'ROOT', 'a@b', '', 'ROOT', now())");
  }

  @Test
  void aTokenIsFoundByItsHash() {
    add(1, BOUND);
    add(2, FREE);
    assertThat(withHash(1)).contains(BOUND);
    assertThat(withHash(2)).contains(FREE);
    assertThat(withHash(3)).isEmpty();
  }

  @Test
  void onlyWhatExpiredBeforeIsDeleted() {
    add(1, BOUND);
    assertThat(deleteExpiredBefore(EXPIRY)).isZero();
    assertThat(deleteExpiredBefore(EXPIRY.plusMillis(1))).isEqualTo(1);
    assertThat(withHash(1)).isEmpty();
  }

  @Test
  void aTokenOfAnAccountThatIsGoneIsRefused() {
    Row gone =
        new Row(
            new AccountId("gone"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            EXPIRY,
            0,
            Optional.empty());
    assertThatThrownBy(() -> add(1, gone)).isInstanceOf(MissingReferenceException.class);
  }

  @Test
  void tokensAreTakenBackOneByOneBySubjectOrAllOfAnAccount() {
    add(1, BOUND);
    add(2, FREE);
    add(3, FREE);
    assertThat(delete(new AccountId("b"), 1)).as("of another account").isZero();
    assertThat(delete(FREE.account(), 3)).isEqualTo(1);
    int ofNobody =
        store.with(
            connection ->
                new RefreshTokensTable(connection)
                    .deleteOf(FREE.account(), Optional.empty(), Optional.empty()));
    assertThat(ofNobody).isEqualTo(1);
    assertThat(withHash(1)).contains(BOUND);
    int ofAll =
        store.with(connection -> new RefreshTokensTable(connection).deleteOf(BOUND.account()));
    assertThat(ofAll).isEqualTo(1);
    assertThat(withHash(1)).isEmpty();
  }

  private int delete(AccountId account, int hash) {
    return store.with(connection -> new RefreshTokensTable(connection).delete(account, hash(hash)));
  }

  private void add(int hash, Row token) {
    store.run(connection -> new RefreshTokensTable(connection).add(hash(hash), token));
  }

  private Optional<Row> withHash(int hash) {
    return store.with(connection -> new RefreshTokensTable(connection).withHash(hash(hash)));
  }

  private int deleteExpiredBefore(Instant moment) {
    return store.with(connection -> new RefreshTokensTable(connection).deleteExpiredBefore(moment));
  }

  private static byte[] hash(int first) {
    return new byte[] {(byte) first, 0, 1};
  }
}
