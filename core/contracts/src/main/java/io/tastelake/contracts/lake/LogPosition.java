package io.tastelake.contracts.lake;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * How far into the log the lake reaches: all below, nothing from there on. It is committed with the
 * rows that it covers, as Delta domain metadata under {@link InteractionsTable#POSITION_DOMAIN}.
 *
 * @param topicId Kafka's id of the topic; a topic that is created anew has another
 * @param next the next offset of each partition; a partition not named is at 0
 */
public record LogPosition(
    @JsonProperty("topicId") String topicId, @JsonProperty("next") Map<Integer, Long> next) {

  private static final ObjectMapper JSON =
      new ObjectMapper().configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true);

  public LogPosition {
    Objects.requireNonNull(topicId, "topicId");
    next = Map.copyOf(next);
  }

  /** The position before the first event of a topic. */
  public static LogPosition start(String topicId) {
    return new LogPosition(topicId, Map.of());
  }

  /** The next offset of {@code partition}. */
  public long next(int partition) {
    return next.getOrDefault(partition, 0L);
  }

  /** Whether the event at this place lies in the lake. */
  public boolean covers(int partition, long offset) {
    return offset < next(partition);
  }

  /**
   * Whether all events below {@code ends} lie in the lake.
   *
   * @param ends offsets by partition
   */
  public boolean covers(Map<Integer, Long> ends) {
    return ends.entrySet().stream().allMatch(end -> next(end.getKey()) >= end.getValue());
  }

  /** How many offsets of all partitions lie below. */
  public long offsets() {
    return next.values().stream().mapToLong(Long::longValue).sum();
  }

  /** This position moved on to {@code moved} in the partitions that it names. */
  public LogPosition plus(Map<Integer, Long> moved) {
    Map<Integer, Long> all = new TreeMap<>(next);
    all.putAll(moved);
    return new LogPosition(topicId, all);
  }

  public String toJson() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a position is plain data", e);
    }
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws IllegalArgumentException if the text is something else
   */
  public static LogPosition fromJson(String json) {
    try {
      return Objects.requireNonNull(JSON.readValue(json, LogPosition.class), "position");
    } catch (JsonProcessingException | NullPointerException e) {
      throw new IllegalArgumentException("Not a log position: " + json, e);
    }
  }
}
