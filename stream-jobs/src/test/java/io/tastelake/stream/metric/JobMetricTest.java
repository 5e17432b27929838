package io.tastelake.stream.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The jobs register every metric that the list has, and no others. */
class JobMetricTest {

  private static final Path SOURCES =
      Path.of(System.getProperty("tastelake.root"), "stream-jobs", "src", "main", "java");
  private static final Pattern REGISTERED =
      Pattern.compile("\\.(?:counter|gauge|meter|histogram)\\(\\s*(JobMetric\\.\\w+|\"[^\"]*\")");

  @Test
  void whatTheJobsRegisterIsWhatTheListHas() throws IOException {
    TreeSet<String> registered =
        sources().stream()
            .flatMap(source -> REGISTERED.matcher(source).results())
            .map((MatchResult found) -> found.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(registered)
        .isEqualTo(
            Arrays.stream(JobMetric.values())
                .map(metric -> "JobMetric." + metric.name())
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  private static List<String> sources() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(JobMetricTest::text)
          .toList();
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
