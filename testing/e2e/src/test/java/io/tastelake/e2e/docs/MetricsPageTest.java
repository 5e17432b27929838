package io.tastelake.e2e.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.serving.metrics.Metric;
import io.tastelake.stream.metric.JobMetric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/metrics.md} is what the code registers, and dashboards and alerts name nothing else.
 * With {@code -Dtastelake.docs=write} the page is written anew.
 */
class MetricsPageTest {

  private static final Path ROOT = Path.of(System.getProperty("tastelake.root"));
  private static final Path PAGE = ROOT.resolve(Path.of("docs", "metrics.md"));
  private static final List<Path> USERS =
      List.of(
          ROOT.resolve(Path.of("deploy", "grafana", "tastelake.json")),
          ROOT.resolve(Path.of("deploy", "prometheus", "tastelake-alerts.yml")));
  private static final Pattern NAME =
      Pattern.compile("\\b(?:tastelake|flink|hikaricp|jvm|process)_[a-z0-9][A-Za-z0-9_]+");
  private static final Pattern SUFFIX = Pattern.compile("_(?:bucket|count|sum|max)$");

  private static final String INTRODUCTION =
      """
      # Metrics

      Prometheus reads everything at `/metrics`: an API instance serves it on a port of its own (`--metrics-port`, 9464, on
      loopback unless `--metrics-host` says otherwise), without a token. It names no users and no items, but do not open it to
      the world. On loopback it answers to the names of loopback only, so that no page of a browser reads it. A standalone serves all of its
      parts in one place and asks for a token: `access.json` has the address with it as `metrics`, `DIR/credentials/metrics.token` the token
      for Prometheus' `credentials_file`; `--metrics-port` fixes the port. On a cluster Flink serves its own: see [deploy](../deploy/README.md#metrics).

      [Alert rules](../deploy/prometheus/tastelake-alerts.yml) and a
      [dashboard](../deploy/grafana/tastelake.json) use what stands here. This page is generated; a test fails when it differs:
      `./mvnw verify -pl :e2e -am -Dtest=MetricsPageTest -Dsurefire.failIfNoSpecifiedTests=false -Dtastelake.docs=write`
      writes it.
      """;

  private static final String OTHERS =
      """

      ## What libraries measure

      | metric | meaning |
      |---|---|
      | `flink_taskmanager_job_task_operator_KafkaSourceReader_KafkaConsumer_records_lag_max` | how many records a job is behind, in the partition that is furthest |
      | `flink_taskmanager_job_task_operator_numRecordsIn` | what an operator has taken in |
      | `flink_jobmanager_job_numRestarts` | how often a job has started again |
      | `flink_jobmanager_job_lastCheckpointDuration` | milliseconds of the last checkpoint |
      | `flink_jobmanager_job_numberOfFailedCheckpoints` | checkpoints that failed |
      | `hikaricp_connections_active` | connections to the online store in use |
      | `hikaricp_connections_pending` | requests that wait for one |
      | `hikaricp_connections_max` | how many there are at most |
      | `jvm_memory_used_bytes` | memory by area and pool |
      | `jvm_memory_max_bytes` | its limit |
      | `jvm_gc_pause_seconds` | pauses of the garbage collector |
      | `process_cpu_usage` | 0 to 1 |
      | `process_files_open_files` | open files |

      The API's page has the other `jvm_`, `hikaricp_` and `process_` metrics of
      [Micrometer](https://docs.micrometer.io/micrometer/reference/reference/jvm.html), Flink's has
      [Flink's](https://nightlies.apache.org/flink/flink-docs-stable/docs/ops/metrics/).
      """;

  @Test
  void thePageSaysWhatTheCodeRegisters() throws IOException {
    String page = INTRODUCTION + api() + jobs() + OTHERS;
    if ("write".equals(System.getProperty("tastelake.docs"))) {
      Files.writeString(PAGE, page);
    }
    assertThat(Files.readString(PAGE)).isEqualTo(page);
  }

  @Test
  void dashboardsAndAlertsNameMetricsThatThereAre() throws IOException {
    Set<String> known = names(Files.readString(PAGE));
    for (Path user : USERS) {
      assertThat(names(Files.readString(user))).as("%s", user).isNotEmpty().isSubsetOf(known);
    }
  }

  private static Set<String> names(String text) {
    return NAME.matcher(text)
        .results()
        .map(MatchResult::group)
        .map(name -> SUFFIX.matcher(name).replaceFirst(""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String api() {
    return """

    ## The API

    Of a `histogram`, `_count`, `_sum` and `_bucket` count, add up and sort what was measured.

    | metric | type | labels | meaning |
    |---|---|---|---|
    """
        + rows(
            Arrays.stream(Metric.values())
                .map(
                    metric ->
                        "| `%s` | %s | %s | %s |"
                            .formatted(
                                metric.exposedName(),
                                metric.kind() == Metric.Kind.TIMER
                                    ? "histogram"
                                    : metric.kind().name().toLowerCase(Locale.ROOT),
                                metric.labels().stream()
                                    .map(label -> "`" + label + "`")
                                    .collect(Collectors.joining(", ")),
                                metric.description())));
  }

  private static String jobs() {
    return """

    ## The Flink jobs

    Labels: `job_name`, `operator_name`, `subtask_index` and others of Flink's.

    | metric | meaning |
    |---|---|
    """
        + rows(
            Arrays.stream(JobMetric.values())
                .map(
                    metric ->
                        "| `%s` | %s |".formatted(metric.exposedName(), metric.description())));
  }

  private static String rows(Stream<String> rows) {
    return rows.map(row -> row + "\n").collect(Collectors.joining());
  }
}
