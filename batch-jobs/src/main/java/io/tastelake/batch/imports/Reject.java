package io.tastelake.batch.imports;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tastelake.domain.command.VisibleText;
import java.io.IOException;
import java.io.Serializable;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/**
 * A row that was left out.
 *
 * @param source the name of its file
 * @param line where it begins in a text file; 0 if the file has no lines
 */
record Reject(String source, long row, long line, String reason) implements Serializable {

  /** One line of the file of rejects, without its end. */
  String json() {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JsonCells.JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("source", source);
      json.writeNumberField("row", row);
      if (line > 0) {
        json.writeNumberField("line", line);
      }
      json.writeStringField("reason", reason);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("text in memory is always writable", e);
    }
    return VisibleText.of(text.toString());
  }

  @Override
  public String toString() {
    String where = line > 0 ? "line " + line : "row " + row;
    return source + ", " + where + ": " + reason;
  }
}
