package io.tastelake.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.rating.Rating;
import io.tastelake.domain.taste.Revision;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class RefusedTastesTableTest extends TestDatabases {

  private static final UserId ANN = new UserId("ann");
  private static final UserId BOB = new UserId("bob");
  private static final UserId NUL = new UserId("x\u0000");
  private final RefusedTastesTable refused = new RefusedTastesTable(connection);

  @Test
  void refusedUsersAreCountedByDatabase() {
    refused.add(SHOP, ANN, "first", 1);
    refused.add(SHOP, NUL, "second", 1);
    refused.add(SHOP, ANN, "third", 2);
    refused.add(OTHER, ANN, "other", 1);
    assertThat(refused.recent())
        .containsExactlyInAnyOrder(
            new RefusedTastesTable.Refused(SHOP, 2, "third"),
            new RefusedTastesTable.Refused(OTHER, 1, "other"));
    refused.remove(SHOP, ANN);
    assertThat(refused.recent())
        .contains(new RefusedTastesTable.Refused(SHOP, 1, "second"))
        .hasSize(2);
  }

  @Test
  void whatNoJobTriesAnyMoreIsNotCounted() {
    refused.add(SHOP, ANN, "reason", 1);
    postgres.execute("UPDATE refused_tastes SET last_at = now() - interval '1 hour'");
    assertThat(refused.recent()).isEmpty();
  }

  @Test
  void aForgottenUserIsNotKept() {
    refused.add(SHOP, ANN, "reason", 1);
    new TasteTable(connection).forget(SHOP, List.of(ANN), Instant.EPOCH);
    assertThat(postgres.rows("SELECT * FROM refused_tastes")).isEmpty();
  }

  @Test
  void whatIsOlderThanItsForgetIsDeletedAndNothingElse() {
    refused.add(SHOP, ANN, "before", 1);
    refused.add(OTHER, ANN, "elsewhere", 1);
    refused.add(SHOP, NUL, "somebody else's", 1);
    ForgottenActor early = forgotten(Instant.EPOCH);
    assertThat(refused.leftOfForgotten(List.of(early))).isZero();
    assertThat(refused.deleteOfForgotten(List.of(early))).isZero();
    ForgottenActor late = forgotten(Instant.now().plusSeconds(3_600));
    assertThat(refused.leftOfForgotten(List.of(late))).isOne();
    assertThat(refused.deleteOfForgotten(List.of(late))).isOne();
    assertThat(postgres.rows("SELECT reason FROM refused_tastes ORDER BY reason"))
        .containsExactly("elsewhere", "somebody else's");
  }

  private static ForgottenActor forgotten(Instant at) {
    return new ForgottenActor(SHOP, Actor.of(ANN), at, false);
  }

  @Test
  void aDatabaseThatIsGoneIsPassedOver() {
    refused.add(new DatabaseId("gone000000000000000000"), ANN, "reason", 1);
    assertThat(refused.recent()).isEmpty();
  }

  @Test
  void oneRefusedUserKeepsAllFromBeingWrittenAndIsNotQuoted() throws SQLException {
    Properties settings = new Properties();
    settings.setProperty("user", postgres.user());
    settings.setProperty("password", postgres.password());
    settings.setProperty(StoreOptions.ERROR_DETAIL, "false");
    try (StoreConnection quiet =
        StoreConnection.on(DriverManager.getConnection(postgres.url(), settings))) {
      StoreException refusal =
          catchThrowableOfType(
              StoreException.class,
              () ->
                  TasteReplacement.all(
                      quiet, List.of(replacement(ANN, "lamp"), replacement(BOB, "secret\u0000"))));
      assertThat(refusal.mayBeOfTheRows()).isTrue();
      assertThat(refusal.brief()).contains("invalid byte sequence", "22021");
      for (Throwable cause = refusal; cause != null; cause = cause.getCause()) {
        assertThat(cause.toString()).doesNotContain("CALL", "replace_taste", "secret", "ann");
      }
    }
    assertThat(postgres.rows("SELECT * FROM tastes")).isEmpty();
  }

  private static TasteReplacement replacement(UserId user, String item) {
    return new TasteReplacement(
        SHOP,
        user,
        new Revision(1, 1),
        Instant.EPOCH,
        Map.of(new ItemId(item), new Rating(7, 1)),
        Map.of());
  }
}
