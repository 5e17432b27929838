package io.tastelake.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.IdType;
import io.tastelake.domain.identity.OrganizationId;
import io.tastelake.store.DatabasesTable.Row;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class DatabasesTableTest extends TestDatabases {

  private static final OrganizationId ORGANIZATION = new OrganizationId("shop");
  private static final Row NEW =
      new Row(
          new DatabaseId("new0000000000000000000"),
          ORGANIZATION,
          "new",
          "a description",
          IdType.parse("uint32"),
          IdType.parse("urlsafe64"),
          IdType.UUID);

  @Test
  void aDatabaseIsFoundByIdAndByName() {
    add(NEW);
    assertThat(find(table -> table.withId(NEW.id().value()))).contains(NEW);
    assertThat(find(table -> table.named(ORGANIZATION, "new"))).contains(NEW);
    assertThat(find(table -> table.withId("none"))).isEmpty();
    assertThat(find(table -> table.named(new OrganizationId("other"), "new"))).isEmpty();
  }

  @Test
  void aNameIsTakenOncePerOrganization() {
    add(NEW);
    Row same =
        new Row(
            new DatabaseId("same000000000000000000"),
            ORGANIZATION,
            "new",
            "",
            NEW.userIds(),
            NEW.itemIds(),
            NEW.sessionIds());
    assertThatThrownBy(() -> add(same)).isInstanceOf(DuplicateKeyException.class);
  }

  @Test
  void pagesAreInTheOrderOfNames() {
    add(NEW);
    assertThat(page(2, 0)).extracting(Row::name).containsExactly("new", OTHER.value());
    assertThat(page(2, 2)).extracting(Row::name).containsExactly(SHOP.value());
  }

  @Test
  void aDatabaseIsDeletedOnceWithWhatRefersToIt() {
    postgres.parameters(SHOP, "{}");
    postgres.parameters(OTHER, "{}");
    assertThat(delete()).isEqualTo(1);
    assertThat(delete()).isZero();
    assertThat(postgres.rows("SELECT database_id FROM implicit_to_explicit_parameters"))
        .containsExactly(OTHER.value());
  }

  @Test
  void idsAreInTheirOrderWhateverTheOrganization() {
    add(NEW);
    List<DatabaseId> ids = store.with(connection -> new DatabasesTable(connection).ids());
    assertThat(ids).containsExactlyInAnyOrder(SHOP, OTHER, NEW.id());
    assertThat(ids).extracting(DatabaseId::value).isSorted();
  }

  private int delete() {
    return store.with(connection -> new DatabasesTable(connection).delete(SHOP));
  }

  private void add(Row database) {
    store.run(connection -> new DatabasesTable(connection).add(database, Instant.EPOCH));
  }

  private Optional<Row> find(Function<DatabasesTable, Optional<Row>> query) {
    return store.with(connection -> query.apply(new DatabasesTable(connection)));
  }

  private List<Row> page(int amount, long offset) {
    return store.with(
        connection -> new DatabasesTable(connection).page(ORGANIZATION, amount, offset));
  }
}
