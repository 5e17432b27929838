package io.tastelake.serving.account;

import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.AuditLog;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.ErrorName;
import io.tastelake.serving.http.JsonFields;
import io.tastelake.serving.http.Metadata;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;
import io.tastelake.serving.http.Unsupported;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * {@code POST accounts/service/keys/}: the name of a service account in, a key out that is shown
 * this once.
 */
public final class CreateServiceKey implements Endpoint {

  private static final double MILLIS = 1e3;

  private final Accounts accounts;
  private final ServiceKeys keys;

  public CreateServiceKey(Accounts accounts, ServiceKeys keys) {
    this.accounts = accounts;
    this.keys = keys;
  }

  @Override
  public Route route() {
    return Route.post("/accounts/service/keys", Role.ORGANIZATION);
  }

  @Override
  public void answer(RequestContext context) throws IOException {
    JsonFields fields = context.fields();
    String name = fields.requiredText("name");
    Optional<Instant> expiresAt =
        fields
            .timestamp("expiration_timestamp")
            .map(seconds -> Instant.ofEpochMilli(Math.round(seconds * MILLIS)));
    String metadata = Metadata.of(fields);
    Account account =
        accounts
            .service(context.caller().organization(), name)
            .orElseThrow(
                () -> ApiException.notFound(ErrorName.ACCOUNT_NOT_FOUND, "service account", name));
    Unsupported.refuseKey(context);
    ServiceKeys.Made made = keys.make(account, expiresAt, metadata);
    context.audit(
        AuditLog.Event.SERVICE_KEY_CREATED,
        Map.of("key", made.key().id(), "holder", account.id().value()));
    context.answer(
        json -> {
          KeyJson.writeMembers(json, made.key(), keys.isExpired(made.key()));
          json.writeStringField("key", made.secret());
        });
  }
}
