package io.tastelake.bench.all;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsTest {

  @TempDir private Path folder;

  private Results results;

  @BeforeEach
  void keepLines() throws Exception {
    results = new Results(folder);
    List<String> lines = expected("lines.jsonl").lines().toList();
    for (String bench : List.of("serve", "batch", "ingest")) {
      results.keep(
          bench,
          lines.stream().filter(line -> line.startsWith("{\"bench\":\"" + bench + "\"")).toList());
    }
    results.show();
  }

  @Test
  void thePageHasAllFiguresAndWhatTheyWereMeasuredOn() throws Exception {
    assertThat(folder.resolve("README.md")).hasContent(expected("page.txt"));
  }

  @Test
  void theChartHasABarForEachRatioToAPeer() throws Exception {
    assertThat(folder.resolve("ratios.svg")).hasContent(expected("ratios.svg"));
  }

  @Test
  void aNewRunOfABenchReplacesItsFiguresAlone() throws Exception {
    results.keep("serve", List.of());
    results.show();

    assertThat(Files.readString(folder.resolve("README.md")))
        .doesNotContain("| serve |")
        .contains("| batch | P10 |", "| ingest | P3 |");
  }

  private static String expected(String name) throws IOException {
    try (InputStream file = ResultsTest.class.getResourceAsStream(name)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
