package io.tastelake.stream.taste;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.Collisions;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.domain.interaction.Operation;
import io.tastelake.domain.interaction.RandomLog;
import io.tastelake.domain.taste.Centre;
import io.tastelake.lake.table.LakeAppend;
import io.tastelake.lake.table.OffsetRange;
import io.tastelake.rules.TestCounts;
import io.tastelake.stream.log.MemoryLog;
import io.tastelake.stream.store.ModelSettings;
import io.tastelake.stream.taste.UpdateTasteConfig.StateBackend;
import io.tastelake.testkit.lake.TestLake;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The job in a real Flink, into a real PostgreSQL: what is shown in the end is right. */
class UpdateTasteClusterTest {

  /** How long the store is away. */
  private static final Duration AWAY = Duration.ofSeconds(TestCounts.count(1, 60));

  private static final Optional<Path> NOTHING = Optional.empty();
  private static final int PARTITIONS = 3;
  private static final int GARBAGE = 100;
  private static final ModelSettings STAGED =
      new ModelSettings("model-b", 2, 5.0, 0.2, Centre.NEUTRAL);

  private static MiniCluster cluster;
  private static StoredTastes store;

  private final List<LoggedEvent> events = new ArrayList<>();
  private final StoreAudit audit = new StoreAudit(events, store);
  private final MemoryLog log = new MemoryLog("topic-a", PARTITIONS);
  private final TestLake lake = TestLake.create("topic-a");
  private final TestTaste taste = new TestTaste(cluster, lake, log, store, StoreAudit::factors);
  private TestJob job;

  @BeforeAll
  static void start() throws Exception {
    store = new StoredTastes();
    cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(2)
                .withRandomPorts()
                .build());
    cluster.start();
  }

  @AfterAll
  static void stop() throws Exception {
    cluster.close();
    store.close();
  }

  @AfterEach
  void stopJob() throws Exception {
    if (job != null) {
      job.end();
    }
    for (DatabaseId database : Collisions.DATABASES) {
      store.removeDatabase(database);
    }
    log.close();
    lake.close();
  }

  @Test
  void lakeThenLogWithFailuresAndTheStoreAway() throws Exception {
    long seed = new Random().nextLong();
    System.out.println("UpdateTasteClusterTest seed " + seed);
    addDatabases();
    RandomLog random = new RandomLog(seed, PARTITIONS, 40);
    List<LoggedEvent> history = random.next(300);
    append(history);
    intoLake(history);
    append(random.next(200));
    for (int i = 0; i < GARBAGE; i++) {
      log.appendGarbage(0);
    }
    log.readFaults().plan(List.of(20, 90, 150));
    job = taste.start(StateBackend.HASHMAP, 2, 60, NOTHING);
    awaitRead(200 + GARBAGE);
    Instant leaves = Instant.now();
    store.goAway();
    appendAfterGarbage(random.next(60));
    job.awaitFailureSince(leaves);
    Instant away = Instant.now().plus(AWAY);
    await().atMost(AWAY.plus(TestJob.TIMEOUT)).until(() -> Instant.now().isAfter(away));
    store.comeBack();
    awaitRightness();
    assertThat(audit.upToDateVectors()).isPositive();
  }

  @Test
  void stateIsRebuiltAndOutranksWhatWasShown() throws Exception {
    addDatabases();
    RandomLog random = new RandomLog(7, PARTITIONS, 30);
    List<LoggedEvent> history = random.next(250);
    append(history);
    job = taste.start(StateBackend.ROCKSDB, 2, 1000, NOTHING);
    awaitRightness();
    job.end();
    intoLake(history);
    append(random.next(50));
    job = taste.start(StateBackend.HASHMAP, 1, 1000, NOTHING);
    awaitRightness();
  }

  @Test
  void parametersAndModelsComeAndGo() throws Exception {
    DatabaseId database = Collisions.DATABASES.get(0);
    for (DatabaseId each : Collisions.DATABASES) {
      store.addDatabase(each);
    }
    append(new RandomLog(11, PARTITIONS, 20).next(200));
    job = taste.start(StateBackend.HASHMAP, 1, 1000, NOTHING);
    awaitRead(200);
    assertThat(audit.shownRatings()).isZero();
    addParametersAndModels();
    awaitRightness();
    store.addModel(database, STAGED);
    store.removeParameters(database);
    store.putParameters(database, StoreAudit.PARAMETERS);
    awaitRightness();
  }

  /**
   * The savepoint lies among the resources of this test. To write it anew, run the test with {@code
   * -Dtastelake.test.write-savepoint=true} and copy the folder that it names.
   */
  @Test
  void goesOnFromASavepointOfAnEarlierVersion() throws Exception {
    addDatabases();
    RandomLog random = new RandomLog(2026, PARTITIONS, 12);
    append(random.next(120));
    Path savepoint = Path.of("src/test/resources/io/tastelake/stream/taste/savepoint-v1");
    if (Boolean.getBoolean("tastelake.test.write-savepoint")) {
      savepoint = written();
    }
    List<LoggedEvent> later = random.next(80);
    append(later);
    job = taste.start(StateBackend.HASHMAP, 1, 1000, Optional.of(savepoint.toAbsolutePath()));
    awaitRightnessOf(touchedBy(later));
  }

  private Path written() throws Exception {
    job = taste.start(StateBackend.HASHMAP, 1, 1000, NOTHING);
    awaitRightness();
    Path folder = Files.createTempDirectory("savepoint");
    Path written = job.endWithSavepoint(folder);
    System.out.println("Savepoint written to " + written);
    return written;
  }

  private static Map<DatabaseId, Set<UserId>> touchedBy(List<LoggedEvent> later) {
    return later.stream()
        .map(LoggedEvent::event)
        .filter(event -> event.actor().kind() == Actor.Kind.USER)
        .filter(event -> event.operation() == Operation.RECORD)
        .collect(
            groupingBy(
                InteractionEvent::database,
                mapping(event -> new UserId(event.actor().id()), toSet())));
  }

  private void addDatabases() throws Exception {
    for (DatabaseId database : Collisions.DATABASES) {
      store.addDatabase(database);
    }
    addParametersAndModels();
  }

  private void addParametersAndModels() throws Exception {
    for (DatabaseId database : Collisions.DATABASES) {
      store.putParameters(database, StoreAudit.PARAMETERS);
      store.addModel(database, StoreAudit.MODEL);
      store.publish(database, StoreAudit.MODEL);
    }
  }

  private void append(List<LoggedEvent> appended) {
    for (LoggedEvent event : appended) {
      events.add(event);
      log.append(event.partition(), event.event());
    }
  }

  /** The log's offsets are ahead where garbage was appended. */
  private void appendAfterGarbage(List<LoggedEvent> appended) {
    append(
        appended.stream()
            .map(
                event ->
                    event.partition() == 0
                        ? new LoggedEvent(0, event.offset() + GARBAGE, event.event())
                        : event)
            .toList());
  }

  private void intoLake(List<LoggedEvent> rows) {
    Map<Integer, OffsetRange> ranges = new HashMap<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      int of = partition;
      long next = rows.stream().filter(row -> row.partition() == of).count();
      ranges.put(partition, new OffsetRange(0, next));
    }
    int middle = rows.size() / 2;
    lake.table()
        .commit(
            new LakeAppend(
                "topic-a",
                ranges,
                List.of(
                    lake.table().write(rows.subList(0, middle)),
                    lake.table().write(rows.subList(middle, rows.size())))));
  }

  private void awaitRightness() {
    Map<DatabaseId, Set<UserId>> all = new HashMap<>();
    Collisions.DATABASES.forEach(database -> all.put(database, audit.users()));
    awaitRightnessOf(all);
  }

  private void awaitRightnessOf(Map<DatabaseId, Set<UserId>> users) {
    await()
        .atMost(TestJob.TIMEOUT)
        .pollInterval(Duration.ofMillis(200))
        .untilAsserted(
            () -> {
              job.requireRunning();
              assertRight(users);
            });
  }

  private void assertRight(Map<DatabaseId, Set<UserId>> users) throws Exception {
    try {
      audit.assertRight(users);
    } catch (AssertionError wrong) {
      throw new AssertionError(
          wrong.getMessage() + "\nThe job's last failure: " + job.lastFailure(), wrong);
    }
  }

  private void awaitRead(int records) {
    await()
        .atMost(TestJob.TIMEOUT)
        .until(
            () -> {
              job.requireRunning();
              return log.readFaults().passed() >= records;
            });
  }
}
