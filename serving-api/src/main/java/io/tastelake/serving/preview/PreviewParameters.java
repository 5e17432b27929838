package io.tastelake.serving.preview;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tastelake.domain.rating.ImplicitToExplicitParameters;
import io.tastelake.serving.database.Database;
import io.tastelake.serving.database.Databases;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;
import io.tastelake.serving.identity.JsonId;
import io.tastelake.serving.rating.WrittenParameters;
import java.io.IOException;
import java.util.Optional;

/**
 * {@code POST databases/current/implicit-to-explicit/preview/}: what parameters would do to the
 * inferred ratings of the users who were active last. Changes nothing.
 */
public final class PreviewParameters implements Endpoint {

  private final Databases databases;
  private final Previews previews;

  public PreviewParameters(Databases databases, Previews previews) {
    this.databases = databases;
    this.previews = previews;
  }

  @Override
  public Route route() {
    return Route.post("/databases/current/implicit-to-explicit/preview", Role.ORGANIZATION);
  }

  @Override
  public void answer(RequestContext context) throws IOException {
    Database database = databases.of(context.caller());
    ImplicitToExplicitParameters proposed = WrittenParameters.read(context.fields());
    Preview preview = previews.of(database.id(), proposed);
    context.answer(json -> write(json, database, preview));
  }

  private static void write(JsonGenerator json, Database database, Preview preview)
      throws IOException {
    json.writeBooleanField("complete", preview.complete());
    json.writeFieldName("before");
    if (preview.before().isPresent()) {
      write(json, preview.before().get());
    } else {
      json.writeNull();
    }
    json.writeFieldName("after");
    write(json, preview.after());
    json.writeArrayFieldStart("users");
    for (Noticing each : preview.users()) {
      json.writeStartObject();
      json.writeFieldName("user_id");
      JsonId.write(json, database.types().user(), each.user().value());
      json.writeNumberField("ratings", each.ratings());
      json.writeNumberField("new_among_best", each.fresh());
      json.writeFieldName("most_changed");
      if (each.most().isPresent()) {
        write(json, database, each.most().get());
      } else {
        json.writeNull();
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, Database database, Noticing.Moved moved)
      throws IOException {
    json.writeStartObject();
    json.writeFieldName("item_id");
    JsonId.write(json, database.types().item(), moved.item().value());
    write(json, "before", moved.before());
    write(json, "after", moved.after());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String name, Optional<Double> rating)
      throws IOException {
    if (rating.isPresent()) {
      json.writeNumberField(name, rating.get());
    } else {
      json.writeNullField(name);
    }
  }

  private static void write(JsonGenerator json, Spread spread) throws IOException {
    json.writeStartObject();
    json.writeNumberField("ratings", spread.ratings());
    json.writeNumberField("mean", spread.mean());
    json.writeNumberField("standard_deviation", spread.deviation());
    json.writeArrayFieldStart("spread");
    for (long count : spread.counts()) {
      json.writeNumber(count);
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
