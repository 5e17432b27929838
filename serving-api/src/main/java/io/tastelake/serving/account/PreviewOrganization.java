package io.tastelake.serving.account;

import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.JsonFields;
import io.tastelake.serving.http.Metadata;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;
import io.tastelake.serving.http.Unsupported;
import java.io.IOException;

/** {@code PATCH organizations/current/preview/}: what a change would do; nothing is changed. */
public final class PreviewOrganization implements Endpoint {

  private final Organizations organizations;

  public PreviewOrganization(Organizations organizations) {
    this.organizations = organizations;
  }

  @Override
  public Route route() {
    return Route.patch("/organizations/current/preview", Role.ORGANIZATION);
  }

  @Override
  public void answer(RequestContext context) throws IOException {
    JsonFields fields = context.fields();
    Unsupported.refuse(fields, "preserve");
    String before = organizations.of(context.caller().organization()).metadata();
    String after = Metadata.merged(before, fields);
    context.answer(
        json -> {
          json.writeFieldName("metadata_old");
          json.writeRawValue(before);
          json.writeFieldName("metadata_new");
          json.writeRawValue(after);
        });
  }
}
