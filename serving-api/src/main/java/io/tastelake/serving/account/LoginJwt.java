package io.tastelake.serving.account;

import io.tastelake.serving.database.Database;
import io.tastelake.serving.database.Databases;
import io.tastelake.serving.http.Caller;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;
import io.tastelake.serving.identity.JsonId;
import java.io.IOException;
import java.util.Optional;

/** {@code POST login/jwt/}: what the caller's token says. */
public final class LoginJwt implements Endpoint {

  private final Databases databases;

  public LoginJwt(Databases databases) {
    this.databases = databases;
  }

  @Override
  public Route route() {
    return Route.post("/login/jwt", Role.ALL);
  }

  @Override
  public void answer(RequestContext context) throws IOException {
    Caller caller = context.caller();
    Optional<Database> database = caller.database().map(id -> databases.of(caller));
    context.answer(
        json -> {
          json.writeStringField("org_id", caller.organization().value());
          json.writeObjectFieldStart("account");
          json.writeStringField("id", caller.account().value());
          json.writeStringField("role", caller.role().wireName());
          json.writeEndObject();
          if (database.isPresent()) {
            SignIns.writeDatabase(json, database.get());
          }
          if (caller.frontendUser().isPresent()) {
            json.writeFieldName("frontend_user_id");
            JsonId.write(
                json, database.orElseThrow().types().user(), caller.frontendUser().get().value());
          }
          if (caller.frontendSession().isPresent()) {
            json.writeFieldName("frontend_session_id");
            JsonId.write(
                json,
                database.orElseThrow().types().session(),
                caller.frontendSession().get().value());
          }
        });
  }
}
