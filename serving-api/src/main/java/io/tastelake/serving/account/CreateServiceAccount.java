package io.tastelake.serving.account;

import io.tastelake.domain.identity.AccountId;
import io.tastelake.serving.database.Databases;
import io.tastelake.serving.http.AuditLog;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.JsonFields;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;
import io.tastelake.serving.identity.RandomIds;
import io.tastelake.store.AccountsTable;
import io.tastelake.store.ProfilesTable;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/**
 * {@code POST accounts/service/}: name, password and role in, id out. Without a password, nobody
 * knows one: the account logs in with keys.
 */
public final class CreateServiceAccount implements Endpoint {

  /** What a program may be. */
  static final Set<Role> POSSIBLE = Set.of(Role.MANAGER, Role.BACKEND, Role.FRONTEND);

  private final Accounts accounts;
  private final Passwords passwords;
  private final RandomIds ids;
  private final Profiles profiles;
  private final Databases databases;

  public CreateServiceAccount(
      Accounts accounts,
      Passwords passwords,
      RandomIds ids,
      Profiles profiles,
      Databases databases) {
    this.accounts = accounts;
    this.passwords = passwords;
    this.ids = ids;
    this.profiles = profiles;
    this.databases = databases;
  }

  @Override
  public Route route() {
    return Route.post("/accounts/service", Role.ORGANIZATION);
  }

  @Override
  public void answer(RequestContext context) throws IOException {
    JsonFields fields = context.fields();
    String name = fields.requiredName("name");
    Role role = WantedRole.of(fields, context.caller(), POSSIBLE);
    String password =
        fields.text("password").filter(text -> !text.isEmpty()).isPresent()
            ? NewPassword.required(fields, name)
            : ids.next() + ids.next();
    DatabaseLimit limit =
        DatabaseLimit.wanted(fields, context.caller().organization(), databases)
            .orElse(DatabaseLimit.NONE)
            .checkedFor(role);
    ProfilesTable.Row profile = Profiles.read(fields);
    Account account =
        new Account(
            new AccountId(ids.next()),
            context.caller().organization(),
            AccountsTable.Kind.SERVICE,
            name,
            passwords.hash(password),
            role,
            limit);
    accounts.create(account);
    profiles.put(account.id(), profile);
    context.audit(
        AuditLog.Event.ACCOUNT_CREATED,
        Map.of(
            "created",
            account.id().value(),
            "created_role",
            role.wireName(),
            "databases",
            limit.told()));
    context.answer(json -> json.writeStringField("id", account.id().value()));
  }
}
