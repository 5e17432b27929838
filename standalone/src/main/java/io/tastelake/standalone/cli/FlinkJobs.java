package io.tastelake.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.standalone.web.FlinkWeb;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The jobs that Flink knows, as its web interface shows them. */
final class FlinkJobs {

  /** Of a source that reads the log: how far the slowest of its partitions is behind. */
  private static final String EVENTS = ".KafkaSourceReader.KafkaConsumer.records-lag-max";

  /** Of {@code update-taste}: how old a change is when it is shown. */
  private static final String SECONDS = ".lagSeconds";

  /**
   * How far a job is behind.
   *
   * @param events that it has still to read
   * @param seconds how old changes lately were when the job showed them; 0 if it does not say
   */
  record Behind(long events, double seconds) {

    private Behind plus(Behind other) {
      return new Behind(events + other.events, Math.max(seconds, other.seconds));
    }
  }

  private final FlinkWeb flink;
  private final JsonNode overview;

  private FlinkJobs(FlinkWeb flink, JsonNode overview) {
    this.flink = flink;
    this.overview = overview;
  }

  static FlinkJobs at(FlinkWeb flink) {
    return new FlinkJobs(flink, Answers.to(flink.get("/jobs/overview")).body());
  }

  /** How far the job is behind; nothing if it does not run. */
  Optional<Behind> behind(String job) {
    return each(overview.path("jobs"))
        .filter(one -> one.path("name").asText().equals(job))
        .filter(one -> one.path("state").asText().equals("RUNNING"))
        .filter(
            one ->
                one.path("tasks").path("running").asInt()
                    == one.path("tasks").path("total").asInt())
        .map(one -> behind(one.path("jid")))
        .findFirst();
  }

  private Behind behind(JsonNode id) {
    String job = "/jobs/" + id.asText();
    return each(Answers.to(flink.get(job)).body().path("vertices"))
        .map(vertex -> behindOf(job + "/vertices/" + vertex.path("id").asText()))
        .reduce(new Behind(0, 0), Behind::plus);
  }

  private Behind behindOf(String vertex) {
    String metrics = vertex + "/subtasks/metrics";
    List<String> names =
        each(Answers.to(flink.get(metrics)).body())
            .map(metric -> metric.path("id").asText())
            .toList();
    return new Behind(
        (long) values(metrics, names, EVENTS).sum(),
        values(metrics, names, SECONDS).max().orElse(0));
  }

  /** The greatest value among subtasks of each metric whose name ends so. */
  private DoubleStream values(String metrics, List<String> names, String end) {
    return names.stream()
        .filter(name -> name.endsWith(end))
        .flatMap(name -> each(Answers.to(flink.get(metrics + "?get=" + name)).body()))
        .mapToDouble(metric -> metric.path("max").asDouble(0))
        .map(value -> Double.isNaN(value) ? 0 : value); // while nothing comes
  }

  private static Stream<JsonNode> each(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
