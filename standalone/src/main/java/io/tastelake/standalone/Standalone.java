package io.tastelake.standalone;

import io.tastelake.lake.table.InteractionsLake;
import io.tastelake.serving.ServingApi;
import io.tastelake.serving.ServingConfig;
import io.tastelake.stream.ingest.IngestInteractionsConfig;
import io.tastelake.stream.ingest.IngestInteractionsTopology;
import java.net.URI;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole system, running: PostgreSQL, Kafka, Flink with its jobs, and the API. It listens on the
 * loopback interface only and writes below its data folder only.
 */
public final class Standalone implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Standalone.class);
  private static final String INGEST = "ingest-interactions";
  private static final long BACKOFF_MILLIS = 1_000;

  private final StandaloneConfig config;
  private final OpenParts parts = new OpenParts();
  private PostgresServer postgres;
  private KafkaBroker kafka;
  private FlinkCluster flink;
  private ServingApi api;
  private AccessFile accessFile;

  private Standalone(StandaloneConfig config) {
    this.config = config;
  }
}
