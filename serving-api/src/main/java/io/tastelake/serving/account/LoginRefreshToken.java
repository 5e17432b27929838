package io.tastelake.serving.account;

import io.tastelake.serving.database.Database;
import io.tastelake.serving.database.Databases;
import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.AuditLog;
import io.tastelake.serving.http.Caller;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.ErrorName;
import io.tastelake.serving.http.JsonFields;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;
import io.tastelake.store.AccountsTable;
import io.tastelake.store.RefreshTokensTable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code POST login/refresh-token/}: a refresh token for a new access token. */
public final class LoginRefreshToken implements Endpoint {

  private final Accounts accounts;
  private final Databases databases;
  private final RefreshTokens refreshTokens;
  private final SignIns signIns;

  public LoginRefreshToken(
      Accounts accounts, Databases databases, RefreshTokens refreshTokens, SignIns signIns) {
    this.accounts = accounts;
    this.databases = databases;
    this.refreshTokens = refreshTokens;
    this.signIns = signIns;
  }

  @Override
  public Route route() {
    return Route.post("/login/refresh-token", Route.OPEN);
  }

  @Override
  public void answer(RequestContext context) throws IOException {
    JsonFields fields = context.fields();
    String token = fields.requiredText("refresh_token");
    RefreshTokensTable.Row grant = refreshTokens.redeem(token);
    Account account = accounts.withId(grant.account()).orElseThrow(RefreshTokens::unknown);
    if (grant.generation() != account.generation()) {
      SignIns.refuse(context.client(), List.of(account), "refresh token of before a change");
      throw RefreshTokens.unknown();
    }
    Optional<Database> granted = grant.database().flatMap(id -> databases.withId(id.value()));
    Optional<Database> database = signIns.database(account, fields).or(() -> granted);
    requireSameForFrontends(account, granted, database);
    Caller caller =
        new Caller(
            account.id(),
            account.organization(),
            account.role(),
            database.map(Database::id),
            grant.frontendUser(),
            grant.frontendSession(),
            account.generation(),
            grant.serviceKey());
    boolean sameGrant = database.equals(granted) && !refreshTokens.nearExpiry(grant.expiresAt());
    if (!sameGrant) {
      signIns.count(caller, context.client());
    }
    String next = sameGrant ? token : refreshTokens.issue(caller);
    AuditLog.note(AuditLog.Event.TOKEN_REFRESHED, context.client(), caller, Map.of());
    context.answer(
        json -> {
          signIns.write(json, caller, database, next);
          if (account.kind() == AccountsTable.Kind.INDIVIDUAL) {
            SignIns.writePerson(json, account);
          }
        });
  }

  /** A frontend token is bound to ids of its database, which mean nothing in another one. */
  private static void requireSameForFrontends(
      Account account, Optional<Database> granted, Optional<Database> database) {
    if (account.role() == Role.FRONTEND && !database.equals(granted)) {
      throw ApiException.forbidden(
          ErrorName.INCORRECT_ROLE,
          "A frontend token cannot switch databases: log in to the other one.");
    }
  }
}
