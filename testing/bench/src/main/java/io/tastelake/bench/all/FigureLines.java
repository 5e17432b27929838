package io.tastelake.bench.all;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tastelake.bench.measure.Build;
import io.tastelake.bench.measure.Machine;
import java.util.ArrayList;
import java.util.List;

/**
 * A run as lines of JSON, one for each figure, of which each says with what command, when, on what
 * machine, beside which load, and with which versions and commit it was measured.
 */
final class FigureLines {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FIGURES = "figures";

  private FigureLines() {}

  /**
   * The lines of a run.
   *
   * @param begun the machine before it
   */
  static List<String> of(Planned planned, BenchProcess.Outcome outcome, Machine begun)
      throws JsonProcessingException {
    ObjectNode run = run(planned, outcome, begun);
    List<String> lines = new ArrayList<>();
    for (JsonNode figure : run.withArray(FIGURES)) {
      ObjectNode line = run.deepCopy().without(FIGURES);
      line.setAll((ObjectNode) figure);
      lines.add(JSON.writeValueAsString(line));
    }
    if (!outcome.failure().isEmpty()) {
      ObjectNode line = run.deepCopy().without(FIGURES);
      lines.add(JSON.writeValueAsString(line.put("failure", outcome.failure())));
    }
    return lines;
  }

  private static ObjectNode run(Planned planned, BenchProcess.Outcome outcome, Machine begun)
      throws JsonProcessingException {
    ObjectNode run = JSON.createObjectNode().put("bench", planned.bench());
    run.put("command", planned.command());
    if (outcome.json() != null) {
      return run.setAll((ObjectNode) JSON.readTree(outcome.json()));
    }
    run.put("at", begun.at().toString()).put("machine", begun.what());
    run.put("load_at_start", begun.load()).put("load_at_end", Machine.now().load());
    return run.put("versions", Build.versions()).put("commit", Build.commit());
  }
}
