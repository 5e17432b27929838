package io.tastelake.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tastelake.domain.identity.AccountId;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.OrganizationId;
import io.tastelake.store.AccountsTable.Kind;
import io.tastelake.store.AccountsTable.Row;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class AccountsTableTest extends TestDatabases {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final OrganizationId SHOES = new OrganizationId("shoes");
  private static final OrganizationId BOOKS = new OrganizationId("books");
  private static final Row ROOT = account("root", SHOES, Kind.ROOT, "root@shoes");
  private static final Row BACKEND = account("b", SHOES, Kind.SERVICE, "backend");

  private static Row account(String id, OrganizationId organization, Kind kind, String login) {
    return new Row(new AccountId(id), organization, kind, login, "hash of " + id, "MANAGER");
  }

  @Test
  void anAccountIsFoundByIdByLoginAndByOrganization() {
    addOrganization(ROOT);
    add(BACKEND, 1);
    Row person = account("p", SHOES, Kind.INDIVIDUAL, "ann@shoes");
    add(person, 2);
    assertThat(find(table -> table.withId(BACKEND.id()))).contains(BACKEND);
    assertThat(find(table -> table.person(SHOES, "ann@shoes"))).contains(person);
    assertThat(find(table -> table.person(SHOES, "root@shoes"))).contains(ROOT);
    assertThat(find(table -> table.person(SHOES, "backend"))).isEmpty();
    assertThat(find(table -> table.service(SHOES, "backend"))).contains(BACKEND);
    assertThat(find(table -> table.service(SHOES, "ann@shoes"))).isEmpty();
    assertThat(list(table -> table.of(SHOES))).containsExactly(ROOT, BACKEND, person);
  }

  @Test
  void servicesOfOneNameAreListedOldestFirstAcrossOrganizations() {
    addOrganization(ROOT);
    addOrganization(account("other", BOOKS, Kind.ROOT, "root@books"));
    Row newer = account("a", BOOKS, Kind.SERVICE, "backend");
    add(newer, 2);
    add(BACKEND, 1);
    assertThat(list(table -> table.services("backend"))).containsExactly(BACKEND, newer);
    int unused =
        postgres.execute(
            "INSERT INTO databases SELECT 'd', 'books', 'named', '', 'uuid', 'uuid', 'uuid', now()");
    assertThat(list(table -> table.services("backend", "named"))).containsExactly(newer);
    assertThat(find(table -> table.service(BOOKS, "backend"))).contains(newer);
  }

  @Test
  void aLoginIsTakenOncePerOrganization() {
    addOrganization(ROOT);
    addOrganization(account("other", BOOKS, Kind.ROOT, "root@books"));
    add(BACKEND, 1);
    assertThatThrownBy(() -> add(account("b2", SHOES, Kind.SERVICE, "backend"), 1))
        .isInstanceOf(DuplicateKeyException.class);
    add(account("b3", BOOKS, Kind.SERVICE, "backend"), 1);
    assertThatThrownBy(() -> add(account("r2", SHOES, Kind.INDIVIDUAL, "root@shoes"), 1))
        .isInstanceOf(DuplicateKeyException.class);
    Row namesake = account("p", BOOKS, Kind.INDIVIDUAL, "root@shoes");
    add(namesake, 1);
    assertThat(list(table -> table.people("root@shoes"))).containsExactly(ROOT, namesake);
    assertThat(find(table -> table.person(BOOKS, "root@shoes"))).contains(namesake);
  }

  @Test
  void aChangeMakesTokensVoidAndKeepsWhatItDoesNotName() {
    addOrganization(ROOT);
    assertThat(change(Optional.of("new hash"), Optional.empty())).isEqualTo(1);
    assertThat(change(Optional.empty(), Optional.of("BACKEND"))).isEqualTo(1);
    assertThat(find(table -> table.withId(ROOT.id())))
        .contains(
            new Row(
                ROOT.id(),
                SHOES,
                Kind.ROOT,
                "root@shoes",
                "new hash",
                "BACKEND",
                2,
                Optional.empty()));
  }

  @Test
  void anAccountIsLimitedToDatabasesUntilItIsNot() {
    addOrganization(ROOT);
    List<DatabaseId> only = List.of(DatabaseId.of(new UUID(1, 1)), DatabaseId.of(new UUID(1, 2)));
    limit(Optional.of(only));
    assertThat(change(Optional.of("new hash"), Optional.empty())).isEqualTo(1);
    assertThat(find(table -> table.withId(ROOT.id())).orElseThrow().databases()).contains(only);
    limit(Optional.empty());
    assertThat(find(table -> table.withId(ROOT.id())).orElseThrow().databases()).isEmpty();
  }

  private void limit(Optional<List<DatabaseId>> only) {
    store.run(connection -> new AccountsTable(connection).limit(ROOT.id(), only));
  }

  @Test
  void aHashIsReplacedUnlessThePasswordHasChangedMeanwhile() {
    addOrganization(ROOT);
    rehash("other hash", "lost");
    rehash(ROOT.passwordHash(), "stronger");
    Row kept = find(table -> table.withId(ROOT.id())).orElseThrow();
    assertThat(kept.passwordHash()).isEqualTo("stronger");
    assertThat(kept.tokens()).as("tokens stay good").isZero();
  }

  private void rehash(String before, String hash) {
    store.run(connection -> new AccountsTable(connection).rehash(ROOT.id(), before, hash));
  }

  private int change(Optional<String> hash, Optional<String> role) {
    return store.with(connection -> new AccountsTable(connection).change(ROOT.id(), hash, role));
  }

  @Test
  void anOrganizationWhoseRootIsTakenIsNotAdded() {
    addOrganization(ROOT);
    assertThatThrownBy(() -> addOrganization(account("r", BOOKS, Kind.ROOT, "root@shoes")))
        .isInstanceOf(DuplicateKeyException.class);
    assertThat(postgres.rows("SELECT count(*) FROM organizations WHERE id = 'books'"))
        .containsExactly("0");
  }

  @Test
  void anAccountIsDeletedOnceWithItsTokens() {
    addOrganization(ROOT);
    add(BACKEND, 1);
    int unused =
        postgres.execute("INSERT INTO refresh_tokens VALUES ('', 'b', NULL, NULL, NULL, now())");
    assertThat(delete()).isEqualTo(1);
    assertThat(delete()).isZero();
    assertThat(postgres.rows("SELECT 1 FROM refresh_tokens")).isEmpty();
    assertThat(find(table -> table.withId(ROOT.id()))).contains(ROOT);
  }

  private int delete() {
    return store.with(connection -> new AccountsTable(connection).delete(BACKEND.id()));
  }

  private void addOrganization(Row root) {
    store.run(
        connection ->
            new AccountsTable(connection).addOrganization(root.organization().value(), root, NOW));
  }

  private void add(Row account, int seconds) {
    store.run(connection -> new AccountsTable(connection).add(account, NOW.plusSeconds(seconds)));
  }

  private Optional<Row> find(Function<AccountsTable, Optional<Row>> query) {
    return store.with(connection -> query.apply(new AccountsTable(connection)));
  }

  private List<Row> list(Function<AccountsTable, List<Row>> query) {
    return store.with(connection -> query.apply(new AccountsTable(connection)));
  }
}
