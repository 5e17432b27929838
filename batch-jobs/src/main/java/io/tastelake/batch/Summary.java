package io.tastelake.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What a job did, as one line of JSON: the last line that it prints. */
public final class Summary {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Object> facts = new LinkedHashMap<>();
  private String failure;

  private Summary() {}

  public static Summary of(String job) {
    return new Summary().with("job", job);
  }

  /** Adds one fact: a number, a text, or a summary of a part. */
  public Summary with(String name, Object fact) {
    facts.put(name, fact instanceof Summary part ? part.facts : fact);
    return this;
  }

  /** A number among the facts of a part; 0 if the part has no such fact. */
  public long count(String part, String fact) {
    return facts.get(part) instanceof Map<?, ?> all && all.get(fact) instanceof Number number
        ? number.longValue()
        : 0;
  }

  /**
   * The sum of the numbers of these names, in parts too; nothing if there is none.
   *
   * @param names of which each part has at most one that counts: the first
   */
  OptionalLong total(String... names) {
    return total(facts, List.of(names));
  }

  private static OptionalLong total(Map<?, ?> facts, List<String> names) {
    List<Long> numbers = new ArrayList<>();
    names.stream()
        .map(facts::get)
        .filter(Number.class::isInstance)
        .findFirst()
        .ifPresent(number -> numbers.add(((Number) number).longValue()));
    for (Object fact : facts.values()) {
      if (fact instanceof Map<?, ?> part) {
        total(part, names).ifPresent(numbers::add);
      }
    }
    return numbers.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(numbers.stream().mapToLong(Long::longValue).sum());
  }

  /** What the job found is itself a failure: the job ends with exit code 1 and this sentence. */
  public Summary failing(String why) {
    failure = why;
    return this;
  }

  /** Why the job ends with exit code 1, if it does. */
  public Optional<String> failure() {
    return Optional.ofNullable(failure);
  }

  @Override
  public String toString() {
    try {
      return JSON.writeValueAsString(facts);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("facts are numbers and texts", e);
    }
  }
}
