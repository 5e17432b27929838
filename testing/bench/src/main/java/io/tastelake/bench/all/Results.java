package io.tastelake.bench.all;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A folder with a file of lines of each bench's latest run, and what is made of them. */
final class Results {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CHART = "ratios.svg";

  private final Path folder;

  Results(Path folder) {
    this.folder = folder;
  }

  /** Replaces what an earlier run of {@code bench} left. */
  void keep(String bench, List<String> lines) throws IOException {
    Files.createDirectories(folder);
    Files.write(file(bench), lines);
  }

  /** Makes the page and the chart from all lines that there are. */
  void show() throws IOException {
    List<JsonNode> lines = lines();
    Files.writeString(folder.resolve(CHART), RatioChart.of(lines));
    Files.writeString(folder.resolve("README.md"), ResultsPage.of(lines, CHART));
  }

  private List<JsonNode> lines() throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (Planned planned : Schedule.FULL.benches()) {
      if (Files.exists(file(planned.bench()))) {
        for (String line : Files.readAllLines(file(planned.bench()))) {
          lines.add(JSON.readTree(line));
        }
      }
    }
    return lines;
  }

  private Path file(String bench) {
    return folder.resolve(bench + ".jsonl");
  }
}
