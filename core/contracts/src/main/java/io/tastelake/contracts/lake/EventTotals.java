package io.tastelake.contracts.lake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tastelake.domain.identity.DatabaseId;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How many records of the log the lake has taken, by database, from one position to another. It is
 * committed with each move of the position, as Delta domain metadata under {@link
 * InteractionsTable#TOTALS_DOMAIN}, so that whoever is killed loses or doubles no count.
 *
 * <p>Its size is bounded: {@value #MAX_DATABASES} databases are counted apart, those whose events
 * came first, and all others together. A database is never moved from one to the other, so each
 * count only grows.
 *
 * @param since the position from which on records are counted
 * @param passed how many offsets lie between {@code since} and the position that this belongs to
 */
public record EventTotals(LogPosition since, long passed, EventCounts counts) {

  /** How many databases are counted apart. */
  public static final int MAX_DATABASES = 100;

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Comparator<Map.Entry<DatabaseId, EventCount>> BY_SIZE =
      Comparator.<Map.Entry<DatabaseId, EventCount>>comparingLong(
              entry -> -entry.getValue().records())
          .thenComparing(entry -> entry.getKey().value());

  /** The totals of a lake that begins to count at {@code position}. */
  public static EventTotals since(LogPosition position) {
    return new EventTotals(position, 0, EventCounts.NONE);
  }

  /**
   * The totals of a lake at {@code position}.
   *
   * @param stored what the lake holds. It counts only if it was committed with this very position:
   *     a version of the program that does not count may have moved it since, and then counting
   *     begins anew.
   */
  public static EventTotals at(LogPosition position, Optional<EventTotals> stored) {
    return stored.filter(totals -> totals.isAt(position)).orElseGet(() -> since(position));
  }

  private boolean isAt(LogPosition position) {
    return since.topicId().equals(position.topicId()) && passed == distance(position);
  }

  private long distance(LogPosition position) {
    return position.offsets() - since.offsets();
  }

  /**
   * These totals moved on.
   *
   * @param position which the lake reaches now
   * @param passing what lies between
   */
  public EventTotals plus(LogPosition position, Collection<EventCounts> passing) {
    EventCounts more = passing.stream().reduce(EventCounts.NONE, EventCounts::plus);
    Map<DatabaseId, EventCount> apart = new HashMap<>(counts.databases());
    more.databases().entrySet().stream()
        .filter(entry -> entry.getValue().inLake() > 0 && !apart.containsKey(entry.getKey()))
        .sorted(BY_SIZE)
        .limit(Math.max(0, MAX_DATABASES - apart.size()))
        .toList()
        .forEach(entry -> apart.put(entry.getKey(), EventCount.NONE));
    EventCount others = counts.others().plus(more.others());
    for (Map.Entry<DatabaseId, EventCount> entry : more.databases().entrySet()) {
      if (apart.containsKey(entry.getKey())) {
        apart.merge(entry.getKey(), entry.getValue(), EventCount::plus);
      } else {
        others = others.plus(entry.getValue());
      }
    }
    return new EventTotals(
        since,
        distance(position),
        new EventCounts(apart, others, counts.skipped() + more.skipped()));
  }

  /**
   * Offsets that were passed but not counted, or counted twice if it is negative. Anything but 0 is
   * an error of the program, which no restart hides.
   */
  public long uncounted() {
    return passed - counts.offsets();
  }

  public String toJson() {
    ObjectNode json = JSON.createObjectNode();
    json.set("since", JSON.valueToTree(since));
    json.put("passed", passed);
    json.put("skipped", counts.skipped());
    Map<String, EventCount> sorted = new TreeMap<>();
    counts.databases().forEach((database, count) -> sorted.put(database.value(), count));
    ObjectNode databases = json.putObject("databases");
    sorted.forEach((database, count) -> write(count, databases.putArray(database)));
    write(counts.others(), json.putArray("others"));
    return json.toString();
  }

  private static void write(EventCount count, ArrayNode json) {
    json.add(count.inLake()).add(count.deadLettered());
  }

  /**
   * Reads what {@link #toJson} wrote; nothing if the text is something else. No event depends on
   * totals, so those that cannot be read stop nobody.
   */
  public static Optional<EventTotals> fromJson(String json) {
    try {
      JsonNode node = JSON.readTree(json);
      Map<DatabaseId, EventCount> databases = new HashMap<>();
      for (Map.Entry<String, JsonNode> entry : node.required("databases").properties()) {
        databases.put(new DatabaseId(entry.getKey()), count(entry.getValue()));
      }
      EventCounts counts =
          new EventCounts(databases, count(node.required("others")), number(node, "skipped"));
      LogPosition since = LogPosition.fromJson(node.required("since").toString());
      return Optional.of(new EventTotals(since, number(node, "passed"), counts));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static long number(JsonNode node, String name) {
    return whole(node.required(name));
  }

  private static EventCount count(JsonNode node) {
    return new EventCount(whole(node.required(0)), whole(node.required(1)));
  }

  private static long whole(JsonNode node) {
    if (!node.canConvertToExactIntegral()) {
      throw new IllegalArgumentException("not a whole number: " + node);
    }
    return node.longValue();
  }
}
