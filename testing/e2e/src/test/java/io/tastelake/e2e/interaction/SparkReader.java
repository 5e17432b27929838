package io.tastelake.e2e.interaction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tastelake.contracts.lake.InteractionsTable;
import io.tastelake.contracts.log.MicrosecondClock;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.ChangeColumns;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.domain.interaction.Operation;
import io.tastelake.e2e.kit.SparkJobs;
import java.net.URI;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The table as Spark and Delta read it, who know nothing of our reader. */
final class SparkReader {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private SparkReader() {}

  /** All rows of each of these versions. */
  static Map<Long, List<LoggedEvent>> rows(URI lake, List<Long> versions, Path output)
      throws Exception {
    List<String> arguments = new ArrayList<>(List.of("dump", "--lake", lake.toString()));
    Map<Long, List<LoggedEvent>> rows = new HashMap<>();
    for (Long version : versions) {
      arguments.addAll(List.of("--table-version", version.toString()));
      rows.put(version, new ArrayList<>());
    }
    for (String line : SparkJobs.run(output, arguments).lines().toList()) {
      JsonNode row = MAPPER.readTree(line);
      if (row.has(InteractionsTable.LOG_OFFSET)) {
        rows.get(row.get("table_version").asLong()).add(row(row));
      }
    }
    return rows;
  }

  private static LoggedEvent row(JsonNode row) {
    return new LoggedEvent(
        row.get(InteractionsTable.LOG_PARTITION).asInt(),
        row.get(InteractionsTable.LOG_OFFSET).asLong(),
        new InteractionEvent(
            new DatabaseId(row.get(InteractionsTable.DATABASE).asText()),
            new Actor(
                Actor.Kind.valueOf(row.get(InteractionsTable.ACTOR_KIND).asText()),
                row.get(InteractionsTable.ACTOR_ID).asText()),
            MicrosecondClock.micros(
                OffsetDateTime.parse(row.get(InteractionsTable.ACCEPTED_AT).asText()).toInstant()),
            columns(row).change()));
  }

  private static ChangeColumns columns(JsonNode row) {
    return new ChangeColumns(
        Operation.valueOf(row.get(InteractionsTable.OPERATION).asText()),
        map(row, InteractionsTable.INTERACTION_ID, id -> InteractionId.parse(id.asText())),
        map(row, InteractionsTable.ITEM_ID, id -> new ItemId(id.asText())),
        map(row, InteractionsTable.INTERACTION_TYPE, JsonNode::asText),
        map(row, InteractionsTable.TIMESTAMP, JsonNode::asDouble),
        map(row, InteractionsTable.PROPERTIES, JsonNode::asText),
        map(row, InteractionsTable.RATING, JsonNode::asDouble),
        map(row, InteractionsTable.USER_ID, id -> new UserId(id.asText())));
  }

  private static <T> T map(JsonNode row, String column, Function<JsonNode, T> value) {
    return row.hasNonNull(column) ? value.apply(row.get(column)) : null;
  }
}
