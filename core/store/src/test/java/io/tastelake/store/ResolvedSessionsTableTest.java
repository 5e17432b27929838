package io.tastelake.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.domain.identity.SessionId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.store.ResolvedSessionsTable.Row;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResolvedSessionsTableTest extends TestDatabases {

  private final ResolvedSessionsTable table = new ResolvedSessionsTable(connection);

  private static final UserId ANN = new UserId("ann");
  private static final UserId BOB = new UserId("bob");

  @Test
  void theFirstUserOfASessionKeepsIt() {
    assertThat(add("s", ANN)).isEqualTo(1);
    assertThat(add("s", BOB)).isZero();
    assertThat(userOf("s")).contains(ANN);
    assertThat(userOf("t")).isEmpty();
    assertThat(table.userOf(OTHER, new SessionId("s"))).isEmpty();
  }

  @Test
  void pagesGoByTheBytesOfSessionsAndBeginAfterOne() {
    for (String session : List.of("b", "a", "B", "c")) {
      int unused = add(session, session.equals("c") ? BOB : ANN);
    }
    assertThat(page(Optional.empty(), Optional.empty(), 9)).containsExactly("B", "a", "b", "c");
    assertThat(page(Optional.empty(), Optional.of("a"), 1)).containsExactly("b");
    assertThat(page(Optional.of(List.of(BOB)), Optional.empty(), 9)).containsExactly("c");
    assertThat(page(Optional.of(List.of()), Optional.empty(), 9)).isEmpty();
  }

  @Test
  void amongNamesThoseThatAreResolved() {
    int unused = add("a", ANN);
    assertThat(table.among(SHOP, List.of(new SessionId("a"), new SessionId("b"))))
        .containsExactly(new SessionId("a"));
  }

  @Test
  void deletingAUsersSessionsFreesThemAndLeavesOthers() {
    int unusedFirst = add("a", ANN);
    int unusedSecond = add("b", ANN);
    int unusedThird = add("c", BOB);
    List<SessionId> freed = table.deleteOf(SHOP, List.of(ANN));
    assertThat(freed).containsExactlyInAnyOrder(new SessionId("a"), new SessionId("b"));
    assertThat(add("a", BOB)).isEqualTo(1);
    assertThat(userOf("c")).contains(BOB);
  }

  private int add(String session, UserId user) {
    return table.addIfAbsent(SHOP, new Row(new SessionId(session), user, 1.5));
  }

  private Optional<UserId> userOf(String session) {
    return table.userOf(SHOP, new SessionId(session));
  }

  private List<String> page(Optional<List<UserId>> users, Optional<String> after, int amount) {
    return table.page(SHOP, users, after.map(SessionId::new), amount).stream()
        .map(row -> row.session().value())
        .toList();
  }
}
