package io.tastelake.serving.http;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Each request and its answer: one JSON object a line, to the logger {@code access}. It holds route
 * templates, neither paths nor ids nor addresses of clients.
 */
enum AccessLog {
  ON,
  OFF;

  private static final Logger LOG = LoggerFactory.getLogger("access");

  void note(RequestNote note, String method, int status, long nanos) {
    if (this == OFF) {
      return;
    }
    StringWriter line = new StringWriter();
    try (JsonGenerator json = Json.FACTORY.createGenerator(line)) {
      json.writeStartObject();
      json.writeStringField("at", Instant.now().toString());
      json.writeStringField("request", note.id());
      json.writeStringField("method", method);
      json.writeStringField("route", note.route());
      json.writeNumberField("status", status);
      json.writeNumberField("micros", nanos / 1_000);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    LOG.info("{}", line);
  }
}
