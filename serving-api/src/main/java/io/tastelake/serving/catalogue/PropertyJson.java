package io.tastelake.serving.catalogue;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tastelake.domain.catalogue.Property;
import java.io.IOException;

/** Properties in JSON. */
final class PropertyJson {

  private PropertyJson() {}

  static void writeMembers(JsonGenerator json, Property property) throws IOException {
    json.writeStringField("property_name", property.name());
    json.writeStringField("value_type", property.type().name());
    json.writeBooleanField("repeated", property.repeated());
  }
}
