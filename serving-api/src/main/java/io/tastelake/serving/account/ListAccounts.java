package io.tastelake.serving.account;

import static java.util.stream.Collectors.groupingBy;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tastelake.domain.identity.AccountId;
import io.tastelake.domain.identity.OrganizationId;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;
import io.tastelake.store.AccountsTable;
import io.tastelake.store.ProfilesTable;
import io.tastelake.store.ServiceKeysTable;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * {@code GET organizations/current/accounts/}, also known as {@code organizations/accounts/}: all
 * accounts of the caller's organization.
 */
public final class ListAccounts implements Endpoint {

  /** Both paths of the list. */
  public static final List<String> PATHS =
      List.of("/organizations/current/accounts", "/organizations/accounts");

  private final Accounts accounts;
  private final Profiles profiles;
  private final ServiceKeys keys;
  private final String path;

  /**
   * The list at one of its paths.
   *
   * @param path one of {@link #PATHS}
   */
  public ListAccounts(Accounts accounts, Profiles profiles, ServiceKeys keys, String path) {
    this.accounts = accounts;
    this.profiles = profiles;
    this.keys = keys;
    this.path = path;
  }

  @Override
  public Route route() {
    return Route.get(path, Role.ORGANIZATION);
  }

  @Override
  public void answer(RequestContext context) throws IOException {
    OrganizationId organization = context.caller().organization();
    List<Account> all = accounts.of(organization);
    Map<AccountId, ProfilesTable.Row> noted = profiles.of(organization);
    context.hold(2 * noted.values().stream().mapToLong(row -> row.metadata().length()).sum());
    Map<AccountId, List<ServiceKeysTable.Row>> held =
        keys.of(organization).stream().collect(groupingBy(ServiceKeysTable.Row::account));
    context.answer(
        json -> {
          json.writeArrayFieldStart("individual_accounts");
          for (Account account : all) {
            if (account.kind() != AccountsTable.Kind.SERVICE) {
              writePerson(json, account, profile(noted, account));
            }
          }
          json.writeEndArray();
          json.writeArrayFieldStart("service_accounts");
          for (Account account : all) {
            if (account.kind() == AccountsTable.Kind.SERVICE) {
              List<ServiceKeysTable.Row> own = held.getOrDefault(account.id(), List.of());
              writeService(json, account, profile(noted, account), own);
            }
          }
          json.writeEndArray();
        });
  }

  private static ProfilesTable.Row profile(
      Map<AccountId, ProfilesTable.Row> noted, Account account) {
    return noted.getOrDefault(account.id(), ProfilesTable.Row.EMPTY);
  }

  private static void writePerson(JsonGenerator json, Account account, ProfilesTable.Row profile)
      throws IOException {
    json.writeStartObject();
    writeStart(json, account, "email");
    json.writeStringField("first_name", profile.firstName());
    json.writeStringField("last_name", profile.lastName());
    json.writeBooleanField("verified", true);
    account.limit().write(json);
    writeEnd(json, profile);
  }

  private void writeService(
      JsonGenerator json,
      Account account,
      ProfilesTable.Row profile,
      List<ServiceKeysTable.Row> own)
      throws IOException {
    json.writeStartObject();
    writeStart(json, account, "name");
    json.writeArrayFieldStart("keys");
    for (ServiceKeysTable.Row key : own) {
      json.writeStartObject();
      KeyJson.writeMembers(json, key, keys.isExpired(key));
      json.writeEndObject();
    }
    json.writeEndArray();
    account.limit().write(json);
    writeEnd(json, profile);
  }

  private static void writeStart(JsonGenerator json, Account account, String login)
      throws IOException {
    json.writeStringField("id", account.id().value());
    json.writeStringField(login, account.login());
    json.writeStringField("role", account.role().wireName());
  }

  private static void writeEnd(JsonGenerator json, ProfilesTable.Row profile) throws IOException {
    json.writeFieldName("metadata");
    json.writeRawValue(profile.metadata());
    json.writeEndObject();
  }
}
