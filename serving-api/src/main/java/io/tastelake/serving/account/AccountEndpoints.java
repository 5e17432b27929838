package io.tastelake.serving.account;

import io.tastelake.serving.database.Databases;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.identity.RandomIds;
import io.tastelake.store.OnlineStore;
import java.util.ArrayList;
import java.util.List;

/** The endpoints of logins, accounts, their keys and organizations. */
public final class AccountEndpoints {

  private AccountEndpoints() {}

  public static List<Endpoint> of(
      OnlineStore store,
      Accounts accounts,
      Databases databases,
      ServiceKeys keys,
      SignIns signIns,
      Passwords passwords,
      RandomIds ids,
      RefreshTokens refreshTokens) {
    Profiles profiles = new Profiles(store);
    Organizations organizations = new Organizations(store);
    List<Endpoint> endpoints = new ArrayList<>(WithoutMail.endpoints());
    endpoints.add(new CreateServiceKey(accounts, keys));
    endpoints.add(new DeleteServiceKey(keys));
    endpoints.add(new ShowOrganization(organizations));
    endpoints.add(new ChangeOrganization(organizations));
    endpoints.add(new PreviewOrganization(organizations));
    endpoints.add(new DeleteOwnAccount(accounts));
    endpoints.add(new LoginService(accounts, databases, signIns, keys));
    endpoints.add(new LoginIndividual(signIns));
    endpoints.add(new LoginRoot(signIns));
    endpoints.add(new LoginRefreshToken(accounts, databases, refreshTokens, signIns));
    endpoints.add(new LoginJwt(databases));
    endpoints.add(new Logout(accounts, refreshTokens));
    endpoints.add(new CreateServiceAccount(accounts, passwords, ids, profiles, databases));
    endpoints.add(new ChangeServiceAccount(accounts, passwords, profiles, databases));
    endpoints.add(new DeleteServiceAccount(accounts));
    endpoints.add(new CreateIndividualAccount(accounts, passwords, ids, profiles, databases));
    endpoints.add(new ChangeIndividualAccount(accounts, passwords, profiles, databases));
    endpoints.add(new DeleteIndividualAccount(accounts));
    ListAccounts.PATHS.forEach(
        path -> endpoints.add(new ListAccounts(accounts, profiles, keys, path)));
    return endpoints;
  }
}
