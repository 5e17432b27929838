package io.tastelake.serving.account;

import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.ErrorName;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;

/** {@code DELETE accounts/service/keys/<key_id>/}: nobody logs in with it any more. */
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
    context.answerNothing();
  }
}
