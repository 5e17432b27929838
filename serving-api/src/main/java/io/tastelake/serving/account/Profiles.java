package io.tastelake.serving.account;

import io.tastelake.domain.identity.AccountId;
import io.tastelake.domain.identity.OrganizationId;
import io.tastelake.serving.http.JsonFields;
import io.tastelake.serving.http.Metadata;
import io.tastelake.store.OnlineStore;
import io.tastelake.store.ProfilesTable;
import java.util.Map;
import java.util.Optional;

/** Names and metadata of accounts, which decide nothing. Thread-safe. */
public final class Profiles {

  private final OnlineStore store;

  public Profiles(OnlineStore store) {
    this.store = store;
  }

  /**
   * The fields {@code first_name}, {@code last_name} and {@code metadata} of a request.
   *
   * @throws io.tastelake.serving.http.ApiException {@code WrongData} if one of them is wrong
   */
  static ProfilesTable.Row read(JsonFields fields) {
    return new ProfilesTable.Row(
        fields.text("first_name").orElse(""),
        fields.text("last_name").orElse(""),
        Metadata.of(fields));
  }

  void put(AccountId account, ProfilesTable.Row profile) {
    if (!profile.equals(ProfilesTable.Row.EMPTY)) {
      store.run(connection -> new ProfilesTable(connection).put(account, profile));
    }
  }

  /** Changes what is noted of an account; returns false if it is gone. */
  boolean change(AccountId account, WantedProfile wanted) {
    return store.inTransaction(
        transaction -> {
          ProfilesTable table = new ProfilesTable(transaction);
          Optional<ProfilesTable.Row> before = table.lock(account);
          before.ifPresent(row -> table.put(account, wanted.appliedTo(row)));
          return before.isPresent();
        });
  }

  /** The profiles of an organization's accounts; of others nothing is noted. */
  Map<AccountId, ProfilesTable.Row> of(OrganizationId organization) {
    return store.with(connection -> new ProfilesTable(connection).of(organization));
  }
}
