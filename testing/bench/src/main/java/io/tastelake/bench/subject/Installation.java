package io.tastelake.bench.subject;

import io.tastelake.bench.load.EventTopic;
import io.tastelake.bench.measure.Scratch;
import io.tastelake.contracts.lake.InteractionsTable;
import io.tastelake.contracts.log.Topics;
import io.tastelake.domain.identity.AccountId;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.IdType;
import io.tastelake.domain.identity.OrganizationId;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.rating.ImplicitToExplicitParameters;
import io.tastelake.lake.table.InteractionsLake;
import io.tastelake.log.Brokers;
import io.tastelake.serving.store.StorePool;
import io.tastelake.standalone.KafkaBroker;
import io.tastelake.standalone.KafkaBroker.Flush;
import io.tastelake.standalone.PostgresServer;
import io.tastelake.store.AccountsTable;
import io.tastelake.store.DatabasesTable;
import io.tastelake.store.ParametersJson;
import io.tastelake.store.ParametersTable;
import io.tastelake.store.StoreConnection;
import io.tastelake.stream.engine.EngineConfig;
import io.tastelake.stream.ingest.IngestInteractionsConfig;
import io.tastelake.stream.ingest.IngestInteractionsConfig.End;
import io.tastelake.stream.ingest.IngestInteractionsTopology;
import io.tastelake.stream.store.StoreAccess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Log, lake and online store with one database, and no stream that runs: the lake takes in what the
 * log holds when it is told to, so that a job has the machine for itself.
 */
public final class Installation {

  private static final int SLOTS = 2;
  private static final Duration COMMIT_INTERVAL = Duration.ofSeconds(5);
  private static final String PARAMETERS =
      """
      {"interaction_types": {
         "productView": {"strength": 1.0}, "addToCart": {"strength": 3.0}, "purchase": {"strength": 7.0}},
       "half_life_days": 90.0, "saturation": 10.0}
      """;

  private final Path folder;
  private final KafkaBroker log;
  private final PostgresServer store;
  private final DatabaseId database;

  private Installation(Path folder, KafkaBroker log, PostgresServer store, DatabaseId database) {
    this.folder = folder;
    this.log = log;
    this.store = store;
    this.database = database;
  }

  /**
   * Starts in {@code scratch}, and stops with it.
   *
   * @param partitions of the log
   */
  public static Installation start(Scratch scratch, long seed, int partitions) throws Exception {
    Path folder = scratch.folder();
    PostgresServer store =
        scratch.closeLater(PostgresServer.start(folder.resolve("postgres").toAbsolutePath()));
    KafkaBroker log =
        scratch.closeLater(KafkaBroker.startOpen(folder.resolve("kafka"), Flush.BY_THE_SYSTEM));
    DatabaseId database = DatabaseId.of(new UUID(seed, seed));
    Installation installation = new Installation(folder, log, store, database);
    String topicId = EventTopic.create(installation.brokers(), Topics.INTERACTIONS, partitions);
    EventTopic.create(installation.brokers(), Topics.DEAD_LETTERS, 1);
    InteractionsLake.openOrCreate(installation.lake(), topicId).close();
    installation.createDatabase();
    return installation;
  }

  private void createDatabase() {
    StorePool.Settings settings =
        StorePool.Settings.of(store.jdbcUrl(), store.user(), store.password());
    try (StorePool pool = StorePool.open(settings)) {
      pool.store().run(this::createDatabase);
    }
  }

  private void createDatabase(StoreConnection connection) {
    Instant now = Instant.now();
    OrganizationId bench = new OrganizationId("bench");
    new AccountsTable(connection)
        .addOrganization(
            "bench",
            new AccountsTable.Row(
                new AccountId("bench"), bench, AccountsTable.Kind.ROOT, "bench", "", "ROOT"),
            now);
    new DatabasesTable(connection)
        .add(
            new DatabasesTable.Row(
                database,
                bench,
                "bench",
                "",
                IdType.parse("uint32"),
                IdType.parse("uint32"),
                IdType.UUID),
            now);
    new ParametersTable(connection).put(database, parameters(), now);
  }

  /** The only one. */
  public DatabaseId database() {
    return database;
  }

  /** Those of the database. */
  public ImplicitToExplicitParameters parameters() {
    return ParametersJson.parse(PARAMETERS);
  }

  /** The folder of the table {@code interactions}. */
  public Path table() {
    return Path.of(lake()).resolve(InteractionsTable.NAME);
  }

  /** The lake's root. */
  public URI lake() {
    return folder.resolve("lake").toUri();
  }

  /** The brokers of the log. */
  public Brokers brokers() {
    return Brokers.at(log.bootstrapServers());
  }

  /** How the online store is reached. */
  public StoreAccess store() {
    return new StoreAccess(store.jdbcUrl(), store.user(), store.password());
  }

  /** Processor time of all PostgreSQL's processes that live now. */
  public Duration storeCpu() throws IOException {
    return PostgresCpu.of(folder.resolve("postgres"));
  }

  /** Where the parts are, as every job takes it. */
  public List<String> arguments() {
    return List.of(
        "--lake=" + lake(),
        "--store=" + store.jdbcUrl(),
        "--store-user=" + store.user(),
        "--store-password-file=" + folder.resolve("postgres/password"),
        "--bootstrap-servers=" + log.bootstrapServers());
  }

  /** Appends events to the log, and the log to the lake. */
  public void append(Stream<InteractionEvent> events) throws Exception {
    log(events);
    ingest();
  }

  /** Appends events to the log alone. */
  public void log(Stream<InteractionEvent> events) throws Exception {
    try (EventTopic topic = new EventTopic(brokers(), Topics.INTERACTIONS)) {
      events.forEach(event -> topic.send(topic.encode(event)));
      topic.awaitAcknowledged();
    }
  }

  /** Lets the lake take in what the log holds. */
  public void ingest() throws Exception {
    StreamExecutionEnvironment env = FlinkEnvironment.slots(SLOTS, COMMIT_INTERVAL);
    IngestInteractionsTopology.define(
        env,
        IngestInteractionsConfig.of(brokers(), lake())
            .withEngine(EngineConfig.every(COMMIT_INTERVAL).withParallelism(SLOTS))
            .withEnd(End.AT_LATEST));
    env.execute("ingest-interactions");
  }
}
