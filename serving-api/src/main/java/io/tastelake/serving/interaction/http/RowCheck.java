package io.tastelake.serving.interaction.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.tastelake.contracts.log.JsonProblem;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.serving.database.Database;
import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.Json;
import io.tastelake.serving.http.Timestamps;
import io.tastelake.serving.identity.WrongIdException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Whether {@code POST interactions-bulk/} takes a row, by what that call itself goes by. */
public final class RowCheck {

  private static final InteractionId NONE = new InteractionId(new UUID(0, 0));

  /** Any time: rows without one happen when they are accepted. */
  private static final long NOW = 0;

  private final RowEvents rows;

  public RowCheck(Database database) {
    this.rows = new RowEvents(database, () -> NONE, NOW, 1);
  }

  /** The body that records rows, each a JSON object. */
  public static String body(Iterable<String> rows) {
    return "{\"" + Batch.FIELD + "\":[" + String.join(",", rows) + "]}";
  }

  /** What is wrong with a row, as the call would say; empty if nothing is. */
  public Optional<String> problem(String row) {
    try (JsonParser parser = Json.FACTORY.createParser(body(List.of(row)))) {
      for (int i = 0; i < 4; i++) {
        parser.nextToken();
      }
      Row read = RowReader.read(parser, Timestamps.UNIX_SECONDS);
      InteractionEvent unused =
          Batch.event(rows, each -> WriteInteractions.user(rows.database().types(), each), read);
      return Optional.empty();
    } catch (ApiException | WrongIdException e) {
      return Optional.of(e.getMessage());
    } catch (JsonProcessingException e) {
      return Optional.of("The row cannot be sent as JSON: " + JsonProblem.of(e));
    } catch (IOException e) {
      throw new UncheckedIOException("text in memory is always readable", e);
    }
  }
}
