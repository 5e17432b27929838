package io.tastelake.standalone;

import io.tastelake.lake.table.InteractionsLake;
import io.tastelake.log.Brokers;
import io.tastelake.log.InteractionTopics;
import io.tastelake.log.LogUser;
import io.tastelake.log.TopicLayout;
import io.tastelake.serving.ServingApi;
import io.tastelake.serving.ServingConfig;
import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.ErrorKind;
import io.tastelake.serving.store.StorePool;
import io.tastelake.standalone.job.BatchJobs;
import io.tastelake.standalone.job.Maintenance;
import io.tastelake.standalone.metric.StandaloneGauges;
import io.tastelake.store.StoreUser;
import io.tastelake.stream.engine.EngineConfig;
import io.tastelake.stream.ingest.IngestInteractionsConfig;
import io.tastelake.stream.ingest.IngestInteractionsTopology;
import io.tastelake.stream.store.StoreAccess;
import io.tastelake.stream.taste.UpdateTasteConfig;
import io.tastelake.stream.taste.UpdateTasteTopology;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/**
 * The whole system, running: PostgreSQL, Kafka, Flink with its jobs, and the API. It listens on the
 * loopback interface only and writes below its data folder only.
 */
public final class Standalone implements AutoCloseable {

  private static final String ORGANIZATION = "Tastelake";
  private static final String INGEST = "ingest-interactions";
  private static final String TASTE = "update-taste";

  /** Taste state is in RocksDB; a restore replays at most this much of the log. */
  private static final Duration TASTE_CHECKPOINTS = Duration.ofSeconds(30);

  /** A task manager that has just started is given time to make itself known. */
  private static final Duration TASK_MANAGER_TIMEOUT = Duration.ofSeconds(5);

  private static final Duration KAFKA_TIMEOUT = Duration.ofSeconds(60);

  private static final long BACKOFF_MILLIS = 1_000;

  private final StandaloneConfig config;
  private final Consumer<String> progress;
  private final AccessFile accessFile;
  private final OpenParts parts = new OpenParts();
  private final KafkaUsers kafkaUsers = KafkaUsers.fresh();
  private KafkaBroker kafka;
  private FlinkCluster flink;
  private ServingConfig serving;
  private ServingApi api;

  private Standalone(StandaloneConfig config, Consumer<String> progress) {
    this.config = config;
    this.progress = progress;
    this.accessFile = new AccessFile(config.folder());
  }

  /**
   * Starts everything; returns when requests are served.
   *
   * @throws StandaloneException if something is in the way that the user can put right
   */
  public static Standalone start(StandaloneConfig config) throws Exception {
    return start(config, part -> {});
  }

  /**
   * The same.
   *
   * @param progress is told of each part that has started
   */
  public static Standalone start(StandaloneConfig config, Consumer<String> progress)
      throws Exception {
    Standalone standalone = new Standalone(config, progress);
    try {
      standalone.startParts();
      return standalone;
    } catch (Exception e) {
      standalone.close();
      throw e;
    }
  }

  /** The API's address on this machine. */
  public URI api() {
    URI uri = api.uri();
    boolean everywhere = uri.getHost() == null || uri.getHost().equals("0.0.0.0");
    return everywhere ? URI.create("http://127.0.0.1:" + uri.getPort()) : uri;
  }

  /** Flink's web interface, with the token that opens it. */
  public URI flink() {
    return flink.web().link();
  }

  /** The lake's root. */
  public URI lake() {
    return config.folder().lake().toUri();
  }

  /** The log's brokers, as who may do everything reaches them. */
  public Brokers brokers() {
    return kafkaUsers.operatorsBrokers(kafka.bootstrapServers());
  }

  /** Where the brokers' controller listens, as {@code host:port}. */
  public String controller() {
    return kafka.controller();
  }

  private Brokers brokers(LogUser user) {
    return kafkaUsers.brokers(kafka.bootstrapServers(), user);
  }

  /** What the API was started with, for another instance over the same log, lake and store. */
  public ServingConfig serving() {
    return serving;
  }

  /** Batch jobs on this installation, unless no launcher started this process. */
  public Optional<BatchJobs> jobs() {
    return BatchJobs.on(config.folder());
  }

  public Path accessFile() {
    return config.folder().accessFile();
  }

  /** Addresses and credentials, as {@link #accessFile} has them. */
  public Access access() {
    return accessFile.read().orElseThrow();
  }

  /** Notes in the access file what a demo created. */
  public void remember(Access.Demo demo) {
    accessFile.write(access().with(demo));
  }

  /** Stops everything in the reverse order of its start. */
  @Override
  public void close() {
    parts.close();
  }

  private void startParts() throws Exception {
    DataFolder folder = DataFolder.create(config.folder().root());
    parts.add(FolderLock.take(folder));
    FreePorts.requireFree(config.http().host(), config.http().port());
    var postgresStart =
        parts.add(Starting.begin("postgres", () -> PostgresServer.start(folder.postgres())));
    var kafkaStart =
        parts.add(
            Starting.begin(
                "kafka", () -> KafkaBroker.start(folder.kafka(), config.flush(), kafkaUsers)));
    var flinkStart =
        parts.add(
            Starting.begin("flink", () -> FlinkCluster.start(folder.flink(), config.slots())));
    kafka = kafkaStart.started();
    progress.accept("Kafka");
    String topicId =
        InteractionTopics.ensure(brokers(), TopicLayout.oneBroker(config.partitions()));
    LogUser.grantAll(brokers(), KAFKA_TIMEOUT);
    kafkaUsers.write(folder.credentials());
    InteractionsLake.openOrCreate(lake(), topicId).close();
    flink = flinkStart.started();
    progress.accept("Flink");
    parts.add(Watch.start(flink, TASK_MANAGER_TIMEOUT.toMillis()));
    parts.add(SupervisedJob.start(INGEST, flink, this::ingest, BACKOFF_MILLIS));
    PostgresServer postgres = postgresStart.started();
    progress.accept("PostgreSQL");
    postgres.users().write(folder.credentials());
    parts.add(Watch.start(postgres, BACKOFF_MILLIS));
    startApi(postgres);
    parts.add(SupervisedJob.start(TASTE, flink, () -> updateTaste(postgres), BACKOFF_MILLIS));
    JobArguments.write(folder, lake(), postgres, kafka.bootstrapServers());
    jobs()
        .ifPresent(
            jobs ->
                parts.add(
                    Maintenance.start(
                        jobs,
                        lake(),
                        StoreWishes.of(postgres, Clock.systemUTC()),
                        config.maintenance(),
                        Clock.system(ZoneId.systemDefault()))));
  }

  private void startApi(PostgresServer postgres) throws IOException {
    String metricsToken = RandomPassword.keptIn(config.folder().metricsToken());
    Access access = accessFile.read().orElseGet(Access::fresh);
    accessFile.write(access);
    StorePool.migrate(
        StorePool.Settings.of(postgres.jdbcUrl(), postgres.user(), postgres.password()));
    serving =
        ServingConfig.defaults(
                brokers(LogUser.API),
                lake(),
                postgres.jdbcUrl(),
                StoreUser.API.userName(),
                postgres.users().password(StoreUser.API))
            .withHttp(config.http())
            .withMetrics(Optional.of(config.metrics().withToken(metricsToken)));
    api = parts.add(ServingApi.start(serving));
    StandaloneGauges.show(api.measured(), config.folder().root());
    api.measured().add(flink::metrics);
    if (access.neverUsed()) {
      createOrganization(access.root());
    }
    accessFile.write(access.at(api(), flink(), kafka.bootstrapServers(), metrics(metricsToken)));
  }

  private URI metrics(String token) {
    return URI.create(api.metrics().orElseThrow() + "?token=" + token);
  }

  // A kill may have come between the organization and the note that the API was up.
  private void createOrganization(Access.Root root) {
    try {
      api.provisioning().createOrganization(ORGANIZATION, root.email(), root.password());
    } catch (ApiException e) {
      if (e.kind() != ErrorKind.DUPLICATED_ERROR) {
        throw e;
      }
    }
  }

  private StreamGraph ingest() {
    StreamExecutionEnvironment env = flink.environment();
    IngestInteractionsTopology.define(
        env,
        IngestInteractionsConfig.of(brokers(LogUser.STREAM), lake())
            .withEngine(EngineConfig.every(config.freshness())));
    return named(INGEST, env);
  }

  private StreamGraph updateTaste(PostgresServer postgres) {
    StreamExecutionEnvironment env = flink.environment();
    StoreAccess store =
        new StoreAccess(
            postgres.jdbcUrl(),
            StoreUser.STREAM.userName(),
            postgres.users().password(StoreUser.STREAM));
    UpdateTasteTopology.define(
        env,
        UpdateTasteConfig.of(brokers(LogUser.STREAM), lake(), store)
            .withEngine(EngineConfig.every(TASTE_CHECKPOINTS)));
    return named(TASTE, env);
  }

  private static StreamGraph named(String job, StreamExecutionEnvironment env) {
    StreamGraph graph = env.getStreamGraph();
    graph.setJobName(job);
    return graph;
  }
}
