package io.tastelake.serving.interaction.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.interaction.Amendment;
import io.tastelake.domain.interaction.Change;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.serving.identity.IdTypes;
import io.tastelake.serving.identity.JsonId;
import java.io.IOException;
import java.time.Instant;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/** Events of the log as JSON, each with the members that its operation has. */
final class EventJson {

  private static final double MICROS = 1e6;

  private EventJson() {}

  static long micros(Instant at) {
    return TimeUnit.MILLISECONDS.toMicros(at.toEpochMilli());
  }

  static void write(JsonGenerator json, IdTypes types, InteractionEvent event) throws IOException {
    json.writeStartObject();
    json.writeStringField("operation", event.operation().name());
    json.writeNumberField("accepted", event.acceptedAt() / MICROS);
    boolean ofUser = event.actor().kind() == Actor.Kind.USER;
    json.writeFieldName(ofUser ? "user_id" : "session_id");
    JsonId.write(json, ofUser ? types.user() : types.session(), event.actor().id());
    Change change = event.change();
    if (change instanceof Change.Recorded recorded) {
      InteractionJson.writeMembers(json, types, recorded.content());
      json.writeNumberField("timestamp", recorded.content().timestamp());
    } else if (change instanceof Change.Amended amended) {
      json.writeStringField("interaction_id", amended.interaction().toString());
      write(json, types, amended.amendment());
    } else if (change instanceof Change.Retracted retracted) {
      json.writeStringField("interaction_id", retracted.interaction().toString());
    } else if (change instanceof Change.Resolved resolved) {
      json.writeFieldName("user_id");
      JsonId.write(json, types.user(), resolved.user().value());
      writeTimestamp(json, resolved.timestamp());
    } else if (change instanceof Change.Rated rated) {
      writeItem(json, types, rated.item());
      json.writeNumberField("rating", rated.rating().value());
      json.writeNumberField("timestamp", rated.rating().timestamp());
    } else if (change instanceof Change.Unrated unrated) {
      writeItem(json, types, unrated.item());
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, IdTypes types, Amendment amendment)
      throws IOException {
    if (amendment.item().isPresent()) {
      writeItem(json, types, amendment.item().get());
    }
    if (amendment.type().isPresent()) {
      json.writeStringField("interaction_type", amendment.type().get());
    }
    writeTimestamp(json, amendment.timestamp());
    if (amendment.properties().isPresent()) {
      json.writeFieldName("properties");
      json.writeRawValue(amendment.properties().get());
    }
  }

  private static void writeTimestamp(JsonGenerator json, OptionalDouble timestamp)
      throws IOException {
    if (timestamp.isPresent()) {
      json.writeNumberField("timestamp", timestamp.getAsDouble());
    }
  }

  private static void writeItem(JsonGenerator json, IdTypes types, ItemId item) throws IOException {
    json.writeFieldName("item_id");
    JsonId.write(json, types.item(), item.value());
  }
}
