package io.tastelake.serving.account;

import io.tastelake.serving.database.Database;
import io.tastelake.serving.http.Call;
import io.tastelake.serving.http.Caller;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.Fields;
import io.tastelake.serving.http.Route;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/** {@code POST login/root/}: a root account's address and password for tokens. */
public final class LoginRoot implements Endpoint {

  private final Accounts accounts;
  private final SignIns signIns;

  public LoginRoot(Accounts accounts, SignIns signIns) {
    this.accounts = accounts;
    this.signIns = signIns;
  }

  @Override
  public Route route() {
    return Route.post("/login/root", Route.OPEN);
  }

  @Override
  public void answer(Call call) throws IOException {
    Fields fields = call.fields();
    String email = fields.requiredText("email").toLowerCase(Locale.ROOT);
    String password = fields.requiredText("password");
    Account account = signIns.authenticate(accounts.named(Account.Kind.ROOT, email), password);
    Optional<Database> database = signIns.database(account, fields);
    Caller caller = signIns.caller(account, database, fields);
    call.answer(json -> signIns.write(json, caller, database));
  }
}
