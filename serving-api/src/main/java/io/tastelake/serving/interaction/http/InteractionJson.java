package io.tastelake.serving.interaction.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tastelake.domain.interaction.Interaction;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.identity.IdTypes;
import io.tastelake.serving.identity.JsonId;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Interactions and what ends a page of them, as JSON. */
final class InteractionJson {

  private InteractionJson() {}

  /** Writes the members that both contracts spell alike. */
  static void writeMembers(JsonGenerator json, IdTypes types, Interaction interaction)
      throws IOException {
    json.writeStringField("interaction_id", interaction.id().toString());
    json.writeFieldName("item_id");
    JsonId.write(json, types.item(), interaction.item().value());
    json.writeStringField("interaction_type", interaction.type());
    if (interaction.properties() != null) {
      json.writeFieldName("properties");
      json.writeRawValue(interaction.properties());
    }
  }

  /** Writes what says whether and where a list goes on. */
  static void writeEnd(JsonGenerator json, Optional<String> nextCursor) throws IOException {
    json.writeBooleanField("has_next", nextCursor.isPresent());
    if (nextCursor.isPresent()) {
      json.writeStringField("next_cursor", nextCursor.get());
    }
  }

  /** Says in a header what may be missing, if anything. */
  static void writeNotes(RequestContext context, List<String> notes) {
    if (!notes.isEmpty()) {
      context.header("X-Interactions-Warning", String.join(" ", notes));
    }
  }

  /** Writes {@code warnings} if there are any. */
  static void writeWarnings(JsonGenerator json, List<String> warnings) throws IOException {
    if (!warnings.isEmpty()) {
      json.writeArrayFieldStart("warnings");
      for (String warning : warnings) {
        json.writeString(warning);
      }
      json.writeEndArray();
    }
  }
}
