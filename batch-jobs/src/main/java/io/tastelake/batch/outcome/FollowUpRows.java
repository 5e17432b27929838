package io.tastelake.batch.outcome;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tastelake.batch.interaction.ActorHistories;
import io.tastelake.batch.interaction.InteractionRows;
import io.tastelake.contracts.lake.InteractionsTable;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.interaction.Interaction;
import io.tastelake.domain.outcome.FollowUp;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.Spliterators;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The interactions that may have come of lists: those that stand, of types that count. Each actor's
 * come one after the other.
 */
final class FollowUpRows implements MapPartitionsFunction<Row, Row> {

  private static final long serialVersionUID = 1;

  /** Under which property an interaction names its list. */
  private static final String NAME = "recommendation_id";

  /** What an id may look like; nothing else is looked up. */
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,100}");

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final StructType SCHEMA =
      new StructType()
          .add("database", DataTypes.StringType, false)
          .add("kind", DataTypes.StringType, false)
          .add("actor", DataTypes.StringType, false)
          .add("item", DataTypes.StringType, false)
          .add("type", DataTypes.StringType, false)
          .add("timestamp", DataTypes.DoubleType, false)
          .add("named", DataTypes.StringType, true);

  private final HashMap<String, HashSet<String>> types;
  private final double since;

  private FollowUpRows(Map<DatabaseId, Set<String>> types, double since) {
    this.types = new HashMap<>();
    types.forEach((database, names) -> this.types.put(database.value(), new HashSet<>(names)));
    this.since = since;
  }

  /**
   * Interactions with timestamps since a moment.
   *
   * @param interactions rows in the table's columns; of each actor all that were accepted since
   *     then, or none
   * @param types that count, by database
   */
  static Dataset<Row> of(
      Dataset<Row> interactions, Map<DatabaseId, Set<String>> types, Instant since) {
    return InteractionRows.of(interactions)
        .where(col(InteractionsTable.ACCEPTED_AT).geq(lit(since)))
        .repartition(col(InteractionsTable.ACTOR_HASH))
        .sortWithinPartitions(col(InteractionsTable.ACTOR_HASH))
        .mapPartitions(
            new FollowUpRows(types, (double) since.getEpochSecond()), Encoders.row(SCHEMA));
  }

  @Override
  public Iterator<Row> call(Iterator<Row> sorted) {
    var histories = Spliterators.spliteratorUnknownSize(new ActorHistories(sorted), 0);
    return StreamSupport.stream(histories, false).flatMap(this::rows).iterator();
  }

  private Stream<Row> rows(ActorHistories.Entry entry) {
    Set<String> counting = types.getOrDefault(entry.database().value(), new HashSet<>());
    return counting.isEmpty()
        ? Stream.empty()
        : entry.history().interactions().stream()
            .filter(act -> act.timestamp() >= since && counting.contains(act.type()))
            .map(act -> row(entry, act));
  }

  private static Row row(ActorHistories.Entry entry, Interaction act) {
    return RowFactory.create(
        entry.database().value(),
        entry.actor().kind().name(),
        entry.actor().id(),
        act.item().value(),
        act.type(),
        act.timestamp(),
        named(act.properties()).orElse(null));
  }

  /** The list that properties name: a JSON object as text, or null. */
  static Optional<String> named(String properties) {
    if (properties == null || !properties.contains(NAME)) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(JSON.readTree(properties).path(NAME).textValue())
          .filter(id -> ID.matcher(id).matches());
    } catch (JsonProcessingException e) {
      return Optional.empty(); // no event has such properties, but a row may
    }
  }

  /** What a row says. */
  static FollowUp followUp(Row row) {
    return new FollowUp(
        new DatabaseId(row.getString(0)),
        new Actor(Actor.Kind.valueOf(row.getString(1)), row.getString(2)),
        new ItemId(row.getString(3)),
        row.getString(4),
        row.getDouble(5),
        Optional.ofNullable(row.getString(6)));
  }
}
