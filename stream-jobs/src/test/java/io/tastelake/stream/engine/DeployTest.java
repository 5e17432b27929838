package io.tastelake.stream.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.jobmanager.HighAvailabilityMode;
import org.junit.jupiter.api.Test;

/**
 * The settings of both {@code FlinkDeployment}s are Flink's, under its names of today, and what its
 * operator asks of a job that is upgraded by savepoints.
 */
final class DeployTest {

  private static final List<ConfigOption<?>> KNOWN =
      List.of(
          TaskManagerOptions.NUM_TASK_SLOTS,
          CoreOptions.CHECK_LEAKED_CLASSLOADER,
          HighAvailabilityOptions.HA_MODE,
          HighAvailabilityOptions.HA_STORAGE_PATH,
          CheckpointingOptions.CHECKPOINTS_DIRECTORY,
          CheckpointingOptions.SAVEPOINT_DIRECTORY,
          MetricOptions.REPORTERS_LIST);
  private static final Pattern SETTINGS =
      Pattern.compile("\n  flinkConfiguration:\n((?:    \\S.*\n)+)");
  private static final Pattern NAME = Pattern.compile("\nmetadata: \\{name: ([a-z-]+)}\n");

  private static Map<String, Map<String, String>> jobs() throws IOException {
    String manifests =
        Files.readString(
            Path.of(System.getProperty("tastelake.root"), "deploy", "kubernetes", "stream.yaml"));
    Map<String, Map<String, String>> jobs = new LinkedHashMap<>();
    for (String document : manifests.split("\n---\n", -1)) {
      Matcher name = NAME.matcher(document);
      Matcher settings = SETTINGS.matcher(document);
      assertThat(name.find() && settings.find()).as(document).isTrue();
      Map<String, String> values = new LinkedHashMap<>();
      settings
          .group(1)
          .lines()
          .map(line -> line.strip().split(": ", 2))
          .forEach(setting -> values.put(setting[0], setting[1].replace("\"", "")));
      jobs.put(name.group(1), values);
    }
    return jobs;
  }

  @Test
  void jobsAreUpgradedBySavepointsAndSurviveTheirManager() throws IOException {
    Map<String, Map<String, String>> jobs = jobs();
    assertThat(jobs).containsOnlyKeys("ingest-interactions", "update-taste");
    jobs.forEach(
        (job, settings) -> {
          Configuration configuration = Configuration.fromMap(settings);
          // the operator refuses the mode savepoint without both
          assertThat(configuration.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY)).endsWith(job);
          assertThat(configuration.get(CheckpointingOptions.SAVEPOINT_DIRECTORY)).endsWith(job);
          assertThat(HighAvailabilityMode.isHighAvailabilityModeActivated(configuration)).isTrue();
          assertThat(configuration.get(HighAvailabilityOptions.HA_STORAGE_PATH)).endsWith(job);
        });
  }

  @Test
  void everySettingIsOneOfFlinks() throws IOException {
    List<String> known = KNOWN.stream().map(ConfigOption::key).toList();
    jobs()
        .forEach(
            (job, settings) ->
                assertThat(settings.keySet())
                    .filteredOn(key -> !key.startsWith("metrics.reporter.prom."))
                    .isSubsetOf(known));
  }
}
