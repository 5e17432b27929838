package io.tastelake.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a job did, as one line of JSON: the last line that it prints. */
public final class Summary {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Object> facts = new LinkedHashMap<>();

  private Summary() {}

  public static Summary of(String job) {
    return new Summary().with("job", job);
  }

  /** Adds one fact: a number or a text. */
  public Summary with(String name, Object fact) {
    facts.put(name, fact);
    return this;
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
