package io.tastelake.batch.imports;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tastelake.contracts.cell.Cell;
import io.tastelake.contracts.cell.Cell.Kind;
import io.tastelake.contracts.cell.TimestampFormat;
import io.tastelake.contracts.cell.WrongRowException;
import io.tastelake.contracts.log.PropertiesText;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.SessionId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.Interaction;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.InteractionType;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;

/** Makes events of rows, and refuses what the API would refuse. */
final class EventReader {

  private final ImportConfig config;
  private final SourceFile source;
  private final DatabaseId database;
  private final TimestampFormat.Reader timestamps;
  private final RowFields fields;

  EventReader(ImportConfig config, SourceFile source) {
    this.config = config;
    this.source = source;
    this.database = new DatabaseId(config.database());
    this.timestamps = config.timestamps().reader(ValueOptions.TIMESTAMP_FORMAT);
    this.fields = new RowFields(config);
  }

  /**
   * The event that records {@code row}.
   *
   * @throws WrongRowException if the row is no interaction; says why
   */
  InteractionEvent event(RawRow row) throws WrongRowException {
    RowFields.requireSound(row);
    Interaction interaction =
        new Interaction(
            source.interaction(database, row.number()),
            new ItemId(fields.id(Field.ITEM, fields.required(Field.ITEM, row))),
            type(fields.required(Field.TYPE, row)),
            timestamps.seconds(fields.required(Field.TIMESTAMP, row)),
            properties(row));
    return InteractionEvent.record(database, actor(row), interaction, config.acceptedAt());
  }

  /** The user, or where there is none the session. */
  private Actor actor(RawRow row) throws WrongRowException {
    Cell user = fields.cell(Field.USER, row);
    Cell session = fields.cell(Field.SESSION, row);
    if (user == null && session == null) {
      throw new WrongRowException("The row has neither a user nor a session.");
    }
    return user != null
        ? Actor.of(new UserId(fields.id(Field.USER, user)))
        : Actor.of(new SessionId(fields.id(Field.SESSION, session)));
  }

  private static String type(Cell cell) throws WrongRowException {
    boolean text = cell.is(Kind.TEXT) || cell.is(Kind.UNTYPED);
    if (!text || !InteractionType.isValid(cell.text())) {
      throw RowFields.wrong(Field.TYPE, InteractionType.ACCEPTED);
    }
    return cell.text();
  }

  private String properties(RawRow row) throws WrongRowException {
    if (!config.mapping().properties().isEmpty()) {
      return checked(assembled(row));
    }
    Cell cell = fields.cell(Field.PROPERTIES, row);
    if (cell == null) {
      return null;
    }
    return switch (cell.kind()) {
      case OBJECT -> cell.text();
      // also of a string in JSON or Parquet: formats without objects carry them so
      case UNTYPED, TEXT -> checked(cell.text());
      case NUMBER, OTHER -> throw RowFields.wrong(Field.PROPERTIES, PropertiesText.ACCEPTED);
    };
  }

  private static String checked(String json) throws WrongRowException {
    if (json == null) {
      return null;
    }
    return PropertiesText.of(json)
        .orElseThrow(() -> RowFields.wrong(Field.PROPERTIES, PropertiesText.ACCEPTED));
  }

  /** An object of the columns that are properties, or null if the row has none of them. */
  private String assembled(RawRow row) throws WrongRowException {
    StringWriter text = new StringWriter();
    boolean any = false;
    try (JsonGenerator json = JsonCells.JSON.createGenerator(text)) {
      json.writeStartObject();
      for (Map.Entry<String, String> property : config.mapping().properties().entrySet()) {
        Cell cell = row.cells().get(property.getValue());
        if (cell != null) {
          json.writeFieldName(property.getKey());
          config.propertyTypes().write(property.getValue(), cell, json);
          any = true;
        }
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("text in memory is always writable", e);
    }
    return any ? text.toString() : null;
  }
}
