package io.tastelake.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.standalone.web.FlinkWeb;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The jobs that Flink knows, as its web interface shows them. */
final class FlinkJobs {

  /** Of a source that reads the log: how far the slowest of its partitions is behind. */
  private static final String LAG = ".KafkaSourceReader.KafkaConsumer.records-lag-max";

  private final FlinkWeb flink;
  private final JsonNode overview;

  private FlinkJobs(FlinkWeb flink, JsonNode overview) {
    this.flink = flink;
    this.overview = overview;
  }

  static FlinkJobs at(FlinkWeb flink) {
    return new FlinkJobs(flink, Answers.to(flink.get("/jobs/overview")).body());
  }

  /** How many events the job has still to read; nothing if it does not run. */
  Optional<Long> lag(String job) {
    return each(overview.path("jobs"))
        .filter(one -> one.path("name").asText().equals(job))
        .filter(one -> one.path("state").asText().equals("RUNNING"))
        .filter(
            one ->
                one.path("tasks").path("running").asInt()
                    == one.path("tasks").path("total").asInt())
        .map(one -> lagOf(one.path("jid")))
        .findFirst();
  }

  private long lagOf(JsonNode id) {
    String job = "/jobs/" + id.asText();
    return each(Answers.to(flink.get(job)).body().path("vertices"))
        .mapToLong(vertex -> lagOf(job + "/vertices/" + vertex.path("id").asText()))
        .sum();
  }

  private long lagOf(String vertex) {
    String metrics = vertex + "/subtasks/metrics";
    return each(Answers.to(flink.get(metrics)).body())
        .map(metric -> metric.path("id").asText())
        .filter(name -> name.endsWith(LAG))
        .flatMap(name -> each(Answers.to(flink.get(metrics + "?get=" + name)).body()))
        .mapToLong(metric -> (long) metric.path("max").asDouble(0)) // NaN while nothing comes: 0
        .sum();
  }

  private static Stream<JsonNode> each(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
