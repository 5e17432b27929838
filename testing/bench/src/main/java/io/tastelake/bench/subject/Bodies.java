package io.tastelake.bench.subject;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tastelake.bench.load.NarrowEvents;
import io.tastelake.bench.load.NarrowEvents.Row;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Request bodies, written before anything is timed. */
public final class Bodies {

  private static final JsonFactory JSON = new JsonFactory();

  private Bodies() {}

  /** A bulk of {@code rows} rows for {@code interactions-bulk/}. */
  public static byte[] bulk(NarrowEvents events, int rows) {
    return write(
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("interactions");
          for (int row = 0; row < rows; row++) {
            write(json, events.row());
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  /** {@code count} different bulks of {@code rows} rows. */
  public static List<byte[]> bulks(NarrowEvents events, int count, int rows) {
    return Stream.generate(() -> bulk(events, rows)).limit(count).toList();
  }

  /** One interaction, and the path that it is posted to. */
  public record Single(String path, String body) {}

  public static Single single(NarrowEvents events) {
    Row row = events.row();
    byte[] body =
        write(
            json -> {
              json.writeStartObject();
              json.writeStringField("interaction_type", row.type());
              json.writeNumberField("timestamp", row.timestamp());
              json.writeEndObject();
            });
    String path = "/v1/users/" + row.user() + "/interactions/" + row.item() + "/";
    return new Single(path, new String(body, StandardCharsets.UTF_8));
  }

  public static List<Single> singles(NarrowEvents events, int count) {
    return Stream.generate(() -> single(events)).limit(count).toList();
  }

  private interface Content {
    void write(JsonGenerator json) throws IOException;
  }

  private static byte[] write(Content content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      content.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void write(JsonGenerator json, Row row) throws IOException {
    json.writeStartObject();
    json.writeNumberField("user_id", row.user());
    json.writeNumberField("item_id", row.item());
    json.writeStringField("interaction_type", row.type());
    json.writeNumberField("timestamp", row.timestamp());
    json.writeEndObject();
  }
}
