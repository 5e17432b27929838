package io.tastelake.standalone;

import io.tastelake.log.TopicLayout;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A real Kafka broker and its controller in this process, on a folder that outlives it. It listens
 * on the loopback interface only.
 */
public final class KafkaBroker implements AutoCloseable {

  /** When appended records are forced to the disk. */
  public enum Flush {
    /** When the operating system sees fit: acknowledged records survive a kill of this process. */
    BY_THE_SYSTEM,
    /** Before they are acknowledged: they survive a power loss too. */
    EACH_APPEND
  }

  private static final int NODE = 1;
  private static final String CLIENTS = "CLIENTS";
  private static final String CONTROLLERS = "CONTROLLER";

  private final KafkaRaftServer server;
  private final String bootstrapServers;
  private final String controller;

  private KafkaBroker(KafkaRaftServer server, String bootstrapServers, String controller) {
    this.server = server;
    this.bootstrapServers = bootstrapServers;
    this.controller = controller;
  }

  /**
   * Starts on {@code folder}, formatting it first if it is new; returns when it serves. It lets in
   * {@code users}, and nobody else.
   */
  public static KafkaBroker start(Path folder, Flush flush, KafkaUsers users) {
    return start(folder, flush, "SASL_PLAINTEXT", users.brokerSettings(CLIENTS, CONTROLLERS));
  }

  /** The same for tests and measurements: lets everybody in. */
  public static KafkaBroker startOpen(Path folder, Flush flush) {
    return start(folder, flush, "PLAINTEXT", Map.of());
  }

  private static KafkaBroker start(
      Path folder, Flush flush, String protocol, Map<String, Object> security) {
    try {
      PrivateFolder.create(folder);
      format(folder);
      List<Integer> ports = FreePorts.pick(2);
      String address = "127.0.0.1:" + ports.get(0);
      String controller = "127.0.0.1:" + ports.get(1);
      Map<String, Object> settings = settings(folder, flush, address, controller);
      settings.put(
          "listener.security.protocol.map",
          CLIENTS + ":" + protocol + "," + CONTROLLERS + ":" + protocol);
      settings.putAll(security);
      // Kafka parses text to the width it wants
      settings.replaceAll((name, value) -> value.toString());
      KafkaConfig config = new KafkaConfig(settings);
      KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
      server.startup();
      return new KafkaBroker(server, address, controller);
    } catch (IOException e) {
      throw new UncheckedIOException("Kafka cannot use " + folder, e);
    }
  }

  /** Where clients connect, as {@code host:port}. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** Where its controller listens, as {@code host:port}. */
  String controller() {
    return controller;
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }

  // meta.properties is written last, so a format that was cut short is done again.
  private static void format(Path folder) {
    if (Files.exists(folder.resolve("meta.properties"))) {
      return;
    }
    try (PrintStream silent =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
      new Formatter()
          .setPrintStream(silent)
          .setNodeId(NODE)
          .setClusterId(Uuid.randomUuid().toString())
          .setDirectories(List.of(folder.toString()))
          .setControllerListenerName(CONTROLLERS)
          .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
          .run();
    } catch (Exception e) {
      throw new IllegalStateException("Kafka cannot format " + folder + ": " + e.getMessage(), e);
    }
  }

  private static Map<String, Object> settings(
      Path folder, Flush flush, String address, String controller) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", NODE);
    settings.put("log.dirs", folder.toString());
    settings.put("listeners", CLIENTS + "://" + address + "," + CONTROLLERS + "://" + controller);
    settings.put("advertised.listeners", CLIENTS + "://" + address);
    settings.put("inter.broker.listener.name", CLIENTS);
    settings.put("controller.listener.names", CONTROLLERS);
    settings.put("controller.quorum.voters", NODE + "@" + controller);
    settings.put("auto.create.topics.enable", false);
    settings.put("group.initial.rebalance.delay.ms", 0);
    settings.put("message.max.bytes", TopicLayout.MAX_RECORD_BYTES);
    if (flush == Flush.EACH_APPEND) {
      settings.put("log.flush.interval.messages", 1);
    }
    settings.putAll(oneNode());
    settings.putAll(fewConnections());
    settings.putAll(quickRecovery());
    settings.putAll(smallMemory());
    return settings;
  }

  private static Map<String, Object> oneNode() {
    return Map.of(
        "offsets.topic.num.partitions", 1,
        "offsets.topic.replication.factor", 1,
        "transaction.state.log.num.partitions", 1,
        "transaction.state.log.replication.factor", 1,
        "transaction.state.log.min.isr", 1,
        "share.coordinator.state.topic.num.partitions", 1,
        "share.coordinator.state.topic.replication.factor", 1,
        "share.coordinator.state.topic.min.isr", 1);
  }

  // Whoever reaches the port may connect, and hold memory and files before saying who it is.
  private static Map<String, Object> fewConnections() {
    return Map.of(
        "max.connections", 1_024,
        "max.connections.per.ip", 256,
        "sasl.server.max.receive.size", 16 << 10);
  }

  // After a kill a broker comes back once its last session is over, and reads again what was not
  // yet flushed of each open segment. A shorter session would end when the machine is merely busy.
  private static Map<String, Object> quickRecovery() {
    return Map.of(
        "broker.session.timeout.ms", 6_000,
        "broker.heartbeat.interval.ms", 500,
        "log.segment.bytes", 64 << 20,
        "num.recovery.threads.per.data.dir", 2,
        "controlled.shutdown.enable", true);
  }

  private static Map<String, Object> smallMemory() {
    return Map.of(
        "log.cleaner.dedupe.buffer.size", 4 << 20,
        "num.network.threads", 2,
        "num.io.threads", 4,
        "background.threads", 2,
        "metric.reporters", "");
  }
}
