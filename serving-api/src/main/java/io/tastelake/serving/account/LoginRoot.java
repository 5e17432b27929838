package io.tastelake.serving.account;

import io.tastelake.serving.database.Database;
import io.tastelake.serving.http.Caller;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.JsonFields;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;
import java.io.IOException;
import java.util.Optional;

/** {@code POST login/root/}: a root account's address and password for tokens. */
public final class LoginRoot implements Endpoint {

  private final SignIns signIns;

  public LoginRoot(SignIns signIns) {
    this.signIns = signIns;
  }

  @Override
  public Route route() {
    return Route.post("/login/root", Route.OPEN);
  }

  @Override
  public void answer(RequestContext context) throws IOException {
    JsonFields fields = context.fields();
    String email = Emails.canonical(fields.requiredText("email"));
    String password = fields.requiredText("password");
    Account account =
        signIns.authenticate(
            new Attempt("person", email, context.client()),
            () ->
                signIns.people(email, fields).stream()
                    .filter(person -> person.role() == Role.ROOT)
                    .toList(),
            password,
            SignIns.tries(fields));
    Optional<Database> database = signIns.database(account, fields);
    Caller caller = signIns.caller(account, database, fields);
    signIns.letIn(caller, context);
    context.answer(json -> signIns.write(json, caller, database));
  }
}
