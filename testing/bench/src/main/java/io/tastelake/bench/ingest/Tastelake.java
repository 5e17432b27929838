package io.tastelake.bench.ingest;

import io.tastelake.bench.measure.Contestant;
import io.tastelake.bench.measure.Sample;
import io.tastelake.bench.subject.FlinkEnvironment;
import io.tastelake.lake.table.InteractionsLake;
import io.tastelake.log.Brokers;
import io.tastelake.stream.engine.EngineConfig;
import io.tastelake.stream.ingest.IngestInteractionsConfig;
import io.tastelake.stream.ingest.IngestInteractionsConfig.End;
import io.tastelake.stream.ingest.IngestInteractionsTopology;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The product: the log into a new lake each time. */
final class Tastelake implements Contestant {

  static final String BYTES = "bytes per row";

  private final String bootstrapServers;
  private final String topicId;
  private final Path folder;
  private final Duration checkpointInterval;
  private final long rows;
  private Path latest;

  Tastelake(
      String bootstrapServers,
      String topicId,
      Path folder,
      Duration checkpointInterval,
      long rows) {
    this.bootstrapServers = bootstrapServers;
    this.topicId = topicId;
    this.folder = folder;
    this.checkpointInterval = checkpointInterval;
    this.rows = rows;
  }

  @Override
  public String name() {
    return "tastelake";
  }

  @Override
  public Sample run() throws Exception {
    latest = Files.createTempDirectory(folder, "lake");
    InteractionsLake.openOrCreate(latest.toUri(), topicId).close();
    StreamExecutionEnvironment env = FlinkEnvironment.oneSlot(checkpointInterval);
    IngestInteractionsTopology.define(env, config(checkpointInterval).withEnd(End.AT_LATEST));
    Sample measured = JobMeter.run(env, rows);
    Map<String, Double> values = new HashMap<>(measured.values());
    values.put(BYTES, (double) LakeFiles.under(latest).dataBytes() / rows);
    requireAllRows();
    return new Sample(values);
  }

  private void requireAllRows() {
    try (InteractionsLake lake = InteractionsLake.open(latest.toUri())) {
      long held = lake.newest().rows();
      if (held != rows) {
        throw new IllegalStateException("The lake holds " + held + " of " + rows + " rows.");
      }
    }
  }

  /** The job's settings on the lake of the latest run. */
  IngestInteractionsConfig config(Duration interval) {
    return IngestInteractionsConfig.of(Brokers.at(bootstrapServers), latest.toUri())
        .withEngine(EngineConfig.every(interval).withParallelism(1));
  }

  /** The lake of the latest run. */
  Path latest() {
    return latest;
  }
}
