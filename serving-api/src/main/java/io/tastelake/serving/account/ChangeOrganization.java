package io.tastelake.serving.account;

import io.tastelake.serving.http.AuditLog;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.JsonFields;
import io.tastelake.serving.http.Metadata;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;
import io.tastelake.serving.http.Unsupported;
import java.util.Map;

/** {@code PATCH organizations/current/}: metadata merged into what there is (RFC 7396). */
public final class ChangeOrganization implements Endpoint {

  private final Organizations organizations;

  public ChangeOrganization(Organizations organizations) {
    this.organizations = organizations;
  }

  @Override
  public Route route() {
    return Route.patch("/organizations/current", Role.ORGANIZATION);
  }

  @Override
  public void answer(RequestContext context) {
    JsonFields fields = context.fields();
    Unsupported.refuse(fields, "preserve");
    context.accept(1);
    organizations.changeMetadata(
        context.caller().organization(), before -> Metadata.merged(before, fields));
    context.audit(AuditLog.Event.ORGANIZATION_CHANGED, Map.of());
    context.answerNothing();
  }
}
