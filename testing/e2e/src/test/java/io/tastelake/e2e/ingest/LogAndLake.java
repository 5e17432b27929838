package io.tastelake.e2e.ingest;

import static org.awaitility.Awaitility.await;

import io.tastelake.contracts.log.Topics;
import io.tastelake.e2e.kit.Log;
import io.tastelake.e2e.kit.Rows;
import io.tastelake.lake.table.InteractionsLake;
import io.tastelake.log.Brokers;
import io.tastelake.standalone.KafkaBroker;
import io.tastelake.stream.engine.EngineConfig;
import io.tastelake.stream.ingest.IngestInteractionsConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;

/** A broker with the log's topics and an empty lake: what an ingest job needs. */
final class LogAndLake implements AutoCloseable {

  static final int PARTITIONS = 4;

  private final KafkaBroker broker;
  private final Path folder;

  private LogAndLake(KafkaBroker broker, Path folder) {
    this.broker = broker;
    this.folder = folder;
  }

  static LogAndLake start(Path folder) throws Exception {
    KafkaBroker broker =
        KafkaBroker.startOpen(folder.resolve("kafka"), KafkaBroker.Flush.BY_THE_SYSTEM);
    LogAndLake started = new LogAndLake(broker, folder);
    String topicId = started.createTopics(Set.of(Topics.INTERACTIONS, Topics.DEAD_LETTERS));
    InteractionsLake.openOrCreate(started.lake(), topicId).close();
    return started;
  }

  Log log() {
    return new Log(Brokers.at(broker.bootstrapServers()));
  }

  URI lake() {
    return folder.resolve("lake").toUri();
  }

  Path states() {
    return folder.resolve("states");
  }

  IngestInteractionsConfig config() {
    return config(2);
  }

  IngestInteractionsConfig config(int parallelism) {
    return IngestInteractionsConfig.of(Brokers.at(broker.bootstrapServers()), lake())
        .withEngine(
            EngineConfig.every(Duration.ofMillis(100))
                .withCheckpointDirectory(states().toUri())
                .withParallelism(parallelism));
  }

  /** Waits until the lake holds all that the log holds now. */
  void awaitCovered() {
    Rows.awaitCovered(log(), lake());
  }

  /** Fails unless the lake holds the log's events, each once. */
  void assertAgreed() {
    Rows.assertSame(Rows.of(lake()), log().events());
  }

  /** Deletes the topic {@code interactions} and creates another of its name. */
  void recreateTopic() throws Exception {
    try (Admin admin = log().admin()) {
      admin.deleteTopics(List.of(Topics.INTERACTIONS)).all().get();
      await().until(() -> !admin.listTopics().names().get().contains(Topics.INTERACTIONS));
    }
    createTopics(Set.of(Topics.INTERACTIONS));
  }

  /** Removes all records of the log, as retention does. */
  void shortenLog() throws Exception {
    Map<TopicPartition, RecordsToDelete> all = new java.util.HashMap<>();
    log()
        .ends()
        .forEach(
            (partition, end) ->
                all.put(
                    new TopicPartition(Topics.INTERACTIONS, partition),
                    RecordsToDelete.beforeOffset(end)));
    try (Admin admin = log().admin()) {
      admin.deleteRecords(all).all().get();
    }
  }

  private String createTopics(Set<String> names) throws ExecutionException, InterruptedException {
    try (Admin admin = log().admin()) {
      var created =
          admin.createTopics(
              names.stream().map(name -> new NewTopic(name, PARTITIONS, (short) 1)).toList());
      created.all().get();
      return created.topicId(Topics.INTERACTIONS).get().toString();
    }
  }

  @Override
  public void close() {
    broker.close();
  }
}
