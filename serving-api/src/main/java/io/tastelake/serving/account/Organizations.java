package io.tastelake.serving.account;

import io.tastelake.domain.identity.OrganizationId;
import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.ErrorName;
import io.tastelake.store.OnlineStore;
import io.tastelake.store.OrganizationsTable;
import java.util.function.UnaryOperator;

/** What is noted of organizations. Thread-safe. */
public final class Organizations {

  private final OnlineStore store;

  public Organizations(OnlineStore store) {
    this.store = store;
  }

  OrganizationsTable.Row of(OrganizationId id) {
    return store
        .with(connection -> new OrganizationsTable(connection).withId(id))
        .orElseThrow(() -> missing(id));
  }

  void changeMetadata(OrganizationId id, UnaryOperator<String> change) {
    store.inTransaction(
        transaction -> {
          OrganizationsTable table = new OrganizationsTable(transaction);
          String before = table.lock(id).orElseThrow(() -> missing(id)).metadata();
          table.note(id, change.apply(before));
          return true;
        });
  }

  private static ApiException missing(OrganizationId id) {
    return ApiException.notFound(ErrorName.RESOURCE_NOT_FOUND, "organization", id.value());
  }
}
