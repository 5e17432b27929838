package io.tastelake.batch.imports;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tastelake.contracts.cell.WrongRowException;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.interaction.Change;
import io.tastelake.domain.interaction.Interaction;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.store.GivenRatings.Given;
import io.tastelake.store.KnownProperties;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/** Shows the first rows of files as they would be stored. */
final class DryRun {

  /** How many rows of each file are shown. */
  static final int SHOWN = 10;

  private final ImportConfig config;
  private final KnownProperties known;
  private final Consumer<String> print;

  /**
   * @param known the properties of entries; none if rows are no entries
   */
  DryRun(ImportConfig config, KnownProperties known, Consumer<String> print) {
    this.config = config;
    this.known = known;
    this.print = print;
  }

  /** Prints a line of JSON for each of the first rows. */
  Tally show(SourceFile source, Iterator<RawRow> rows) {
    Shown reader = shown(source);
    long count = 0;
    long rejected = 0;
    while (count < SHOWN && rows.hasNext()) {
      RawRow row = rows.next();
      count++;
      try {
        print.accept(reader.json(row));
      } catch (WrongRowException e) {
        rejected++;
        print.accept(new Reject(source.name(), row.number(), row.line(), e.getMessage()).json());
      }
    }
    return new Tally(count, rejected, List.of(), List.of());
  }

  /** Spells a row as the API would list it. */
  private interface Shown {
    String json(RawRow row) throws WrongRowException;
  }

  private Shown shown(SourceFile source) {
    if (config.mapping().imported() == Imported.RATINGS) {
      RatingReader ratings = new RatingReader(config);
      return row -> json(ratings.rating(row));
    }
    if (config.mapping().imported().entries().isPresent()) {
      EntryReader entries = new EntryReader(config, source);
      return row -> json(entries.entry(row, known));
    }
    EventReader events = new EventReader(config, source);
    return row -> json(events.event(row));
  }

  private static String json(Given rating) {
    return object(
        json -> {
          json.writeStringField("user_id", rating.user().value());
          json.writeStringField("item_id", rating.item().value());
          json.writeNumberField("rating", rating.value());
          if (rating.timestamp() != null) {
            json.writeNumberField("timestamp", rating.timestamp());
          }
        });
  }

  private String json(EntryReader.Entry entry) {
    ObjectNode shown = JsonNodeFactory.instance.objectNode();
    shown.put(config.mapping().imported().entries().orElseThrow().id(), entry.id());
    known.named(entry.values()).forEach(shown::set);
    return shown.toString();
  }

  private static String json(InteractionEvent event) {
    Interaction interaction = ((Change.Recorded) event.change()).content();
    return object(json -> write(event.actor(), interaction, json));
  }

  private static void write(Actor actor, Interaction interaction, JsonGenerator json)
      throws IOException {
    boolean user = actor.kind() == Actor.Kind.USER;
    json.writeStringField(user ? "user_id" : "session_id", actor.id());
    json.writeStringField("item_id", interaction.item().value());
    json.writeStringField("interaction_type", interaction.type());
    json.writeNumberField("timestamp", interaction.timestamp());
    if (interaction.properties() != null) {
      json.writeFieldName("properties");
      json.writeRawValue(interaction.properties());
    }
  }

  private interface Fields {
    void write(JsonGenerator json) throws IOException;
  }

  private static String object(Fields fields) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JsonCells.JSON.createGenerator(text)) {
      json.writeStartObject();
      fields.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("text in memory is always writable", e);
    }
    return text.toString();
  }
}
