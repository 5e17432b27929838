package io.tastelake.serving.account;

import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.AuditLog;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.ErrorName;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;
import java.util.Map;

/** {@code DELETE accounts/service/keys/<key_id>/}: its tokens are void. */
public final class DeleteServiceKey implements Endpoint {

  private final ServiceKeys keys;

  public DeleteServiceKey(ServiceKeys keys) {
    this.keys = keys;
  }

  @Override
  public Route route() {
    return Route.delete("/accounts/service/keys/{key_id}", Role.ORGANIZATION);
  }

  @Override
  public void answer(RequestContext context) {
    String id = context.path("key_id");
    if (!keys.delete(context.caller().organization(), id)) {
      throw ApiException.notFound(ErrorName.RESOURCE_NOT_FOUND, "key", id);
    }
    context.audit(AuditLog.Event.SERVICE_KEY_DELETED, Map.of("key", id));
    context.answerNothing();
  }
}
