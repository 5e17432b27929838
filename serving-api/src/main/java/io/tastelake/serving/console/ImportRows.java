package io.tastelake.serving.console;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tastelake.contracts.cell.Cell;
import io.tastelake.contracts.cell.TimestampFormat;
import io.tastelake.contracts.cell.WrongRowException;
import io.tastelake.contracts.csv.CsvReader;
import io.tastelake.contracts.csv.CsvRow;
import io.tastelake.contracts.log.PropertiesText;
import io.tastelake.serving.database.Database;
import io.tastelake.serving.http.Json;
import io.tastelake.serving.interaction.http.RowCheck;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/**
 * The rows of a file as {@code POST interactions-bulk/} takes them, and why it takes others not.
 */
final class ImportRows {

  private final CsvReader reader;
  private final List<String> columns;
  private final ImportMapping mapping;
  private final TimestampFormat.Reader timestamps;
  private final RowCheck check;

  ImportRows(CsvUpload upload, ImportMapping mapping, Database database) {
    this.reader = upload.reader();
    this.columns = upload.columns();
    this.mapping = mapping;
    this.timestamps = mapping.timestamps().reader("the timestamp format");
    this.check = new RowCheck(database);
  }

  /**
   * A row.
   *
   * @param number from 1, without the header
   * @param line where it begins, from 1
   * @param json the interaction; null if it is rejected
   * @param reason why it is rejected, or null
   */
  record ImportRow(long number, long line, String json, String reason) {}

  /** The next row, or null at the end. */
  ImportRow next() {
    CsvRow row = CsvUpload.next(reader);
    if (row == null) {
      return null;
    }
    if (row.problem() != null) {
      return new ImportRow(row.number(), row.line(), null, row.problem());
    }
    try {
      String json = json(row);
      Optional<String> problem = check.problem(json);
      return new ImportRow(
          row.number(), row.line(), problem.isEmpty() ? json : null, problem.orElse(null));
    } catch (WrongRowException e) {
      return new ImportRow(row.number(), row.line(), null, e.getMessage());
    }
  }

  private String json(CsvRow row) throws WrongRowException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = Json.FACTORY.createGenerator(text)) {
      json.writeStartObject();
      write(json, "user_id", cell(row, mapping.user()));
      write(json, "item_id", cell(row, mapping.item()));
      write(
          json,
          "interaction_type",
          mapping.type() == ImportMapping.NONE
              ? Optional.of(Cell.untyped(mapping.constantType()))
              : cell(row, mapping.type()));
      json.writeNumberField("timestamp", seconds(row));
      writeProperties(json, row);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("text in memory is always writable", e);
    }
    return text.toString();
  }

  private static Optional<Cell> cell(CsvRow row, int column) {
    return column == ImportMapping.NONE ? Optional.empty() : Cell.of(row.fields().get(column));
  }

  private static void write(JsonGenerator json, String name, Optional<Cell> cell)
      throws IOException {
    if (cell.isPresent()) {
      json.writeStringField(name, cell.get().text());
    }
  }

  private double seconds(CsvRow row) throws WrongRowException {
    Optional<Cell> cell = cell(row, mapping.timestamp());
    if (cell.isEmpty()) {
      throw new WrongRowException("The field timestamp is missing.");
    }
    double seconds = timestamps.seconds(cell.get());
    if (seconds == 0) {
      throw new WrongRowException("The field timestamp is 0, which means none to the API.");
    }
    return seconds;
  }

  private void writeProperties(JsonGenerator json, CsvRow row)
      throws IOException, WrongRowException {
    Optional<Cell> object = cell(row, mapping.properties());
    if (object.isPresent()) {
      json.writeFieldName("properties");
      json.writeRawValue(
          PropertiesText.of(object.get().text())
              .orElseThrow(
                  () ->
                      new WrongRowException(
                          "The field properties must be " + PropertiesText.ACCEPTED + ".")));
    } else if (mapping.single().stream().anyMatch(column -> cell(row, column).isPresent())) {
      json.writeObjectFieldStart("properties");
      for (int column : mapping.single()) {
        Optional<Cell> cell = cell(row, column);
        if (cell.isPresent()) {
          json.writeFieldName(columns.get(column));
          cell.get().writeProperty(json);
        }
      }
      json.writeEndObject();
    }
  }
}
