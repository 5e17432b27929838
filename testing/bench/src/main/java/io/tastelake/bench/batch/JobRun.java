package io.tastelake.bench.batch;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A job's process from its start to its good end.
 *
 * @param command its command line, as the launcher had made it
 * @param summary the line of JSON that it printed last
 * @param wholeSeconds from the start of the process to its end
 * @param peakResidentBytes the most memory that it kept resident
 */
record JobRun(
    List<String> command,
    JsonNode summary,
    double wholeSeconds,
    long peakResidentBytes,
    HeapLog heap) {

  /** What the job itself counted: without the starts of Java and of Spark's session. */
  double seconds() {
    return summary.required("seconds").doubleValue();
  }
}
