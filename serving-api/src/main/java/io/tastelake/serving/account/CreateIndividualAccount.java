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

/**
 * {@code POST accounts/individual/}: email, password and role in, id out. Whoever makes the account
 * vouches for the address: it may log in at once.
 */
public final class CreateIndividualAccount implements Endpoint {

  private final Accounts accounts;
  private final Passwords passwords;
  private final RandomIds ids;
  private final Profiles profiles;
  private final Databases databases;

  public CreateIndividualAccount(
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
    return Route.post("/accounts/individual", Role.ORGANIZATION);
  }

  @Override
  public void answer(RequestContext context) throws IOException {
    JsonFields fields = context.fields();
    String email = Emails.required(fields);
    Role role = WantedRole.of(fields, context.caller(), Role.ALL);
    String password = NewPassword.required(fields, email);
    DatabaseLimit limit =
        DatabaseLimit.wanted(fields, context.caller().organization(), databases)
            .orElse(DatabaseLimit.NONE)
            .checkedFor(role);
    ProfilesTable.Row profile = Profiles.read(fields);
    Account account =
        new Account(
            new AccountId(ids.next()),
            context.caller().organization(),
            AccountsTable.Kind.INDIVIDUAL,
            email,
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
