package io.tastelake.serving.account;

import io.tastelake.domain.identity.OrganizationId;
import io.tastelake.serving.database.Database;
import io.tastelake.serving.database.Databases;
import io.tastelake.serving.http.Caller;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.JsonFields;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Route;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** {@code POST login/service/}: a service account's name, and its password or a key, for tokens. */
public final class LoginService implements Endpoint {

  private final Accounts accounts;
  private final Databases databases;
  private final SignIns signIns;
  private final ServiceKeys keys;

  public LoginService(Accounts accounts, Databases databases, SignIns signIns, ServiceKeys keys) {
    this.accounts = accounts;
    this.databases = databases;
    this.signIns = signIns;
    this.keys = keys;
  }

  @Override
  public Route route() {
    return Route.post("/login/service", Route.OPEN);
  }

  @Override
  public void answer(RequestContext context) throws IOException {
    JsonFields fields = context.fields();
    String name = fields.requiredText("name");
    String password = fields.requiredText("password");
    List<Account> candidates = candidates(name, fields);
    Optional<ServiceKeys.Held> held = keys.holder(candidates, password);
    Account account =
        held.map(ServiceKeys.Held::account)
            .orElseGet(
                () ->
                    signIns.authenticate(
                        new Attempt("service", name, context.client()),
                        () -> candidates,
                        password,
                        SignIns.tries(fields)));
    Optional<Database> database = signIns.database(account, fields);
    Caller caller = signIns.caller(account, database, fields, held.map(ServiceKeys.Held::key));
    signIns.letIn(caller, context);
    context.answer(json -> signIns.write(json, caller, database));
  }

  /** Organizations may use the same names; org_id or a database says whose account is meant. */
  private List<Account> candidates(String name, JsonFields fields) {
    Optional<OrganizationId> organization = SignIns.organization(fields);
    if (organization.isPresent()) {
      return accounts.service(organization.get(), name).stream().toList();
    }
    List<Account> meant =
        fields
            .text("db_id")
            .flatMap(databases::withId)
            .flatMap(database -> accounts.service(database.organization(), name))
            .map(List::of)
            .or(() -> fields.text("db_name").map(database -> accounts.services(name, database)))
            .orElse(List.of());
    return meant.isEmpty() ? accounts.services(name) : meant;
  }
}
