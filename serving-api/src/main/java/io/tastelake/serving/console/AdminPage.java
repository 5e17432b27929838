package io.tastelake.serving.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The page <em>Admin</em>: an organization's databases and accounts.
 *
 * @param problem what the API says is wrong; empty if nothing is
 * @param databases the newest page of them
 * @param accounts people first
 */
public record AdminPage(String problem, List<Database> databases, List<Account> accounts) {

  /** A database, with the types of its ids. */
  public record Database(String id, String name, String users, String items, String sessions) {}

  /**
   * An account.
   *
   * @param keys how many keys a service has; empty for none
   */
  public record Account(String name, String kind, String role, String keys) {}

  static AdminPage of(ApiCalls api, Visit visit) {
    ApiCalls.Answer databases = api.get(visit, "/databases?amt=64");
    ApiCalls.Answer accounts = api.get(visit, "/organizations/current/accounts");
    List<Account> all = new ArrayList<>();
    for (JsonNode one : accounts.json().path("individual_accounts")) {
      all.add(account(one, "email", "person"));
    }
    for (JsonNode one : accounts.json().path("service_accounts")) {
      all.add(account(one, "name", "service"));
    }
    return new AdminPage(
        databases.isOk() ? "" : Shown.text(databases.problem()), databases(databases.json()), all);
  }

  private static List<Database> databases(JsonNode list) {
    List<Database> rows = new ArrayList<>();
    for (JsonNode one : list.path("databases")) {
      rows.add(
          new Database(
              one.path("id").asText(),
              Shown.text(one.path("name")),
              one.path("user_id_type").asText(),
              one.path("item_id_type").asText(),
              one.path("session_id_type").asText()));
    }
    return rows;
  }

  private static Account account(JsonNode one, String login, String kind) {
    int keys = one.path("keys").size();
    return new Account(
        Shown.text(one.path(login)),
        kind,
        one.path("role").asText(),
        keys == 0 ? "" : Integer.toString(keys));
  }
}
