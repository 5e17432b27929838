package io.tastelake.standalone.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The line of JSON with which a batch job ends, for people. */
record JobSummary(JsonNode facts) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The summary that {@code line} is, if it is one. */
  static Optional<JobSummary> of(String line) {
    try {
      return Optional.of(JSON.readTree(line))
          .filter(node -> node.isObject() && node.has("job"))
          .map(JobSummary::new);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** A line for each step that has something to tell, or one for a job without steps. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (JsonNode step : facts) {
      if (step.has("job")) {
        lines.addAll(new JobSummary(step).lines());
      }
    }
    if (lines.isEmpty()) {
      lines.add(line());
    }
    return lines;
  }

  private String line() {
    List<String> numbers = new ArrayList<>();
    facts
        .properties()
        .forEach(
            fact -> {
              if (fact.getValue().isNumber() && fact.getValue().asDouble() != 0) {
                numbers.add(fact.getKey().replace('_', ' ') + " " + fact.getValue().asText());
              }
            });
    return "%-20s %s".formatted(facts.get("job").asText(), String.join(", ", numbers));
  }
}
