package io.tastelake.serving.account;

import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.Call;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.ErrorName;
import io.tastelake.serving.http.Fields;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;
import io.tastelake.serving.identity.AccountId;
import io.tastelake.serving.identity.RandomIds;
import java.io.IOException;

/** {@code POST accounts/service/}: name, password and role in, id out. */
public final class CreateServiceAccount implements Endpoint {

  private final Accounts accounts;
  private final Passwords passwords;
  private final RandomIds ids;

  public CreateServiceAccount(Accounts accounts, Passwords passwords, RandomIds ids) {
    this.accounts = accounts;
    this.passwords = passwords;
    this.ids = ids;
  }

  @Override
  public Route route() {
    return Route.post("/accounts/service", Role.ORGANIZATION);
  }

  @Override
  public void answer(Call call) throws IOException {
    Fields fields = call.fields();
    String name = fields.requiredText("name");
    Role role = role(fields.requiredText("role"));
    String password = fields.requiredText("password");
    Account account =
        new Account(
            new AccountId(ids.next()),
            call.caller().organization(),
            Account.Kind.SERVICE,
            name,
            passwords.hash(password),
            role);
    accounts.create(account);
    call.answer(json -> json.writeStringField("id", account.id().value()));
  }

  private static Role role(String name) {
    return switch (name) {
      case "manager" -> Role.MANAGER;
      case "backend" -> Role.BACKEND;
      case "frontend" -> Role.FRONTEND;
      default ->
          throw ApiException.wrongData(
              ErrorName.WRONG_DATA_TYPE, "The role must be manager, backend or frontend.");
    };
  }
}
