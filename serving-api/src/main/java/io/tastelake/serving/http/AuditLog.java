package io.tastelake.serving.http;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who did what, when and from where: one JSON object a line, to the logger {@code audit}. It holds
 * ids of accounts and databases, and neither secrets nor ids of users.
 */
public final class AuditLog {

  private static final Logger LOG = LoggerFactory.getLogger("audit");

  /** What is noted. */
  public enum Event {
    LOGIN_GRANTED,
    LOGIN_REFUSED,
    LOGIN_DELAYED,
    TOKEN_REFRESHED,
    LOGGED_OUT,
    ORGANIZATION_CREATED,
    ORGANIZATION_CHANGED,
    ACCOUNT_CREATED,
    ACCOUNT_CHANGED,
    ACCOUNT_DELETED,
    SERVICE_KEY_CREATED,
    SERVICE_KEY_DELETED,
    SIGNING_KEY_ROTATED,
    SIGNING_KEYS_SEALED,
    DATABASE_CREATED,
    DATABASE_CHANGED,
    DATABASE_DELETED,
    PARAMETERS_CHANGED,
    MODEL_SETTINGS_CHANGED,
    PROPERTY_CREATED,
    PROPERTY_DELETED,
    TASK_STARTED,
    USERS_FORGOTTEN
  }

  private AuditLog() {}

  /**
   * Notes an event.
   *
   * @param from the client's address
   * @param caller null if nobody is known yet
   * @param details further members of the object
   */
  public static void note(Event event, String from, Caller caller, Map<String, String> details) {
    StringWriter line = new StringWriter();
    try (JsonGenerator json = Json.FACTORY.createGenerator(line)) {
      json.writeStartObject();
      json.writeStringField("at", Instant.now().toString());
      json.writeStringField("event", event.name());
      json.writeStringField("from", from);
      if (caller != null) {
        json.writeStringField("organization", caller.organization().value());
        json.writeStringField("account", caller.account().value());
        json.writeStringField("role", caller.role().wireName());
        if (caller.database().isPresent()) {
          json.writeStringField("database", caller.database().get().value());
        }
      }
      for (Map.Entry<String, String> detail : details.entrySet()) {
        json.writeStringField(detail.getKey(), detail.getValue());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    LOG.info("{}", line);
  }
}
