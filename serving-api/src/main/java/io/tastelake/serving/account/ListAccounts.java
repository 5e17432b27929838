package io.tastelake.serving.account;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;
import io.tastelake.store.AccountsTable;
import java.io.IOException;
import java.util.List;

/**
 * {@code GET organizations/current/accounts/}, also known as {@code organizations/accounts/}: all
 * accounts of the caller's organization.
 */
public final class ListAccounts implements Endpoint {

  /** Both paths of the list. */
  public static final List<String> PATHS =
      List.of("/organizations/current/accounts", "/organizations/accounts");

  private final Accounts accounts;
  private final String path;

  /**
   * The list at one of its paths.
   *
   * @param path one of {@link #PATHS}
   */
  public ListAccounts(Accounts accounts, String path) {
    this.accounts = accounts;
    this.path = path;
  }

  @Override
  public Route route() {
    return Route.get(path, Role.ORGANIZATION);
  }

  @Override
  public void answer(RequestContext context) throws IOException {
    List<Account> all = accounts.of(context.caller().organization());
    context.answer(
        json -> {
          json.writeArrayFieldStart("individual_accounts");
          for (Account account : all) {
            if (account.kind() != AccountsTable.Kind.SERVICE) {
              write(json, account, "email");
            }
          }
          json.writeEndArray();
          json.writeArrayFieldStart("service_accounts");
          for (Account account : all) {
            if (account.kind() == AccountsTable.Kind.SERVICE) {
              write(json, account, "name");
            }
          }
          json.writeEndArray();
        });
  }

  private static void write(JsonGenerator json, Account account, String login) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", account.id().value());
    json.writeStringField(login, account.login());
    json.writeStringField("role", account.role().wireName());
    json.writeEndObject();
  }
}
