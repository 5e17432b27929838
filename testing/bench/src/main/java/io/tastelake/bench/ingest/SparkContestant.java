package io.tastelake.bench.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tastelake.bench.measure.Contestant;
import io.tastelake.bench.measure.Sample;
import io.tastelake.bench.measure.Scratch;
import io.tastelake.bench.subject.Launcher;
import io.tastelake.bench.subject.SparkProgram;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Spark Structured Streaming in one process, so that later rounds find it warm. */
final class SparkContestant implements Contestant {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final long rows;
  private final Process process;
  private final BufferedReader said;

  /** Starts the process, which ends with {@code scratch}. */
  SparkContestant(
      Launcher launcher, Scratch scratch, String bootstrapServers, Duration interval, long rows)
      throws Exception {
    this.folder = scratch.folder();
    this.rows = rows;
    // no other module sees Spark's Kafka source, and Spark's process no other clients than these
    String source = launcher.root().resolve("testing/bench/target/peers/*").toString();
    this.process =
        new SparkProgram(launcher, SparkStreaming.class.getName(), "2g", scratch)
            .start(
                List.of(source),
                List.of(bootstrapServers, Long.toString(rows), Long.toString(interval.toMillis())));
    this.said = process.inputReader(StandardCharsets.UTF_8);
  }

  @Override
  public String name() {
    return "Spark Structured Streaming";
  }

  @Override
  public Sample run() throws IOException {
    Path latest = Files.createTempDirectory(folder, "spark");
    process.getOutputStream().write((latest + "\n").getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
    String line = said.readLine();
    while (line != null && !line.startsWith("{")) {
      line = said.readLine();
    }
    if (line == null) {
      throw new IOException("Spark's process ended; see above.");
    }
    JsonNode done = JSON.readTree(line);
    return new Sample(
        Map.of(
            JobMeter.RATE,
            rows / done.required("seconds").doubleValue(),
            JobMeter.CPU_RATE,
            rows / done.required("cpu_seconds").doubleValue(),
            Tastelake.BYTES,
            (double) LakeFiles.under(latest).dataBytes() / rows));
  }
}
