package io.tastelake.lake.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tastelake.contracts.lake.EventTotals;
import io.tastelake.contracts.lake.InteractionsTable;
import io.tastelake.contracts.lake.LogPosition;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the actions of one version say, as the log has them.
 *
 * @param removesPosition whether the table has no log position any more
 * @param position the log position that it moves to, if it moves it
 * @param totals the events counted up to there, if it says so
 * @param added the names of the files that it adds, without folders
 */
record LoggedCommit(
    boolean removesPosition,
    Optional<LogPosition> position,
    Optional<EventTotals> totals,
    Set<String> added) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Reads a commit file: one action a line. */
  static LoggedCommit of(List<String> actions) {
    boolean removesPosition = false;
    Optional<LogPosition> position = Optional.empty();
    Optional<EventTotals> totals = Optional.empty();
    Set<String> added = new HashSet<>();
    for (String action : actions) {
      JsonNode node = json(action);
      JsonNode domain = node.path("domainMetadata");
      if (domain.path("domain").asText().equals(InteractionsTable.POSITION_DOMAIN)) {
        removesPosition = domain.path("removed").asBoolean();
        position =
            removesPosition
                ? Optional.empty()
                : Optional.of(LogPosition.fromJson(domain.path("configuration").asText()));
      } else if (domain.path("domain").asText().equals(InteractionsTable.TOTALS_DOMAIN)) {
        totals = EventTotals.fromJson(domain.path("configuration").asText());
      } else if (node.has("add")) {
        added.add(name(node.path("add").path("path").asText()));
      }
    }
    return new LoggedCommit(removesPosition, position, totals, added);
  }

  /** The name of a file, without its folder. */
  static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static JsonNode json(String action) {
    try {
      return JSON.readTree(action);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("An action of the lake's log cannot be read: " + action, e);
    }
  }
}
