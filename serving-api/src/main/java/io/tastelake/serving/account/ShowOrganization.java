package io.tastelake.serving.account;

import io.tastelake.domain.identity.OrganizationId;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;
import io.tastelake.store.OrganizationsTable;
import java.io.IOException;

/** {@code GET organizations/current/}: the caller's organization. */
public final class ShowOrganization implements Endpoint {

  private final Organizations organizations;

  public ShowOrganization(Organizations organizations) {
    this.organizations = organizations;
  }

  @Override
  public Route route() {
    return Route.get("/organizations/current", Role.ORGANIZATION);
  }

  @Override
  public void answer(RequestContext context) throws IOException {
    OrganizationId id = context.caller().organization();
    OrganizationsTable.Row organization = organizations.of(id);
    context.answer(
        json -> {
          json.writeStringField("id", id.value());
          json.writeStringField("name", organization.name());
          json.writeFieldName("metadata");
          json.writeRawValue(organization.metadata());
        });
  }
}
