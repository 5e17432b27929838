package io.tastelake.log;

import io.tastelake.contracts.log.Topics;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/** A real Kafka broker in this process, with the topic {@code interactions}. */
public final class TestBroker implements AutoCloseable {

  public static final int PARTITIONS = 4;

  private final int port = freePort();
  private final int controllerPort = freePort();
  private final Path folder;
  private final Security security;
  private KafkaRaftServer server;

  /**
   * What clients must show, and what they are shown.
   *
   * @param protocol of the listener
   * @param settings of the broker
   * @param clients their own settings
   */
  public record Security(
      String protocol, Map<String, String> settings, Map<String, String> clients) {

    static Security none() {
      return new Security("PLAINTEXT", Map.of(), Map.of());
    }
  }

  public TestBroker(Path folder) {
    this(folder, Security.none());
  }

  public TestBroker(Path folder, Security security) {
    this.folder = folder;
    this.security = security;
    format();
    start();
    createTopic();
  }

  private void format() {
    try {
      new Formatter()
          .setPrintStream(new PrintStream(PrintStream.nullOutputStream()))
          .setNodeId(1)
          .setClusterId(Uuid.randomUuid().toString())
          .setControllerListenerName("CONTROLLER")
          .addDirectory(folder.toString())
          .setMetadataLogDirectory(folder.toString())
          .run();
    } catch (Exception e) {
      throw new IllegalStateException("The broker's folder cannot be formatted", e);
    }
  }

  public void start() {
    server = new KafkaRaftServer(new KafkaConfig(settings()), Time.SYSTEM);
    server.startup();
  }

  /** Stops the broker; {@link #start} brings it back on its data and port. */
  public void stop() {
    server.shutdown();
    server.awaitShutdown();
  }

  private Properties settings() {
    Properties settings = new Properties();
    settings.putAll(
        Map.ofEntries(
            Map.entry("process.roles", "broker,controller"),
            Map.entry("node.id", "1"),
            Map.entry("controller.quorum.voters", "1@127.0.0.1:" + controllerPort),
            Map.entry("controller.listener.names", "CONTROLLER"),
            Map.entry(
                "listener.security.protocol.map",
                "CONTROLLER:PLAINTEXT,CLIENTS:" + security.protocol()),
            Map.entry("inter.broker.listener.name", "CLIENTS"),
            Map.entry(
                "listeners",
                "CLIENTS://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort),
            Map.entry("advertised.listeners", "CLIENTS://127.0.0.1:" + port),
            Map.entry("log.dirs", folder.toString()),
            Map.entry("auto.create.topics.enable", "false"),
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("offsets.topic.num.partitions", "1"),
            Map.entry("log.cleaner.enable", "false")));
    settings.putAll(security.settings());
    return settings;
  }

  public void createTopic() {
    try (Admin admin = admin()) {
      NewTopic topic = new NewTopic(Topics.INTERACTIONS, PARTITIONS, (short) 1);
      topic.configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1"));
      admin.createTopics(List.of(topic)).all().get();
    } catch (Exception e) {
      throw new IllegalStateException("The topic cannot be created", e);
    }
  }

  public Admin admin() {
    return Admin.create(brokers().settings(Map.of()));
  }

  /** The topic as it is now. */
  public LogTopic topic() {
    try (KafkaTopic topic = KafkaTopic.of(brokers(), Topics.INTERACTIONS, Duration.ofSeconds(20))) {
      return topic.describe();
    }
  }

  /** The same for clients of ours. */
  public Brokers brokers() {
    return new Brokers(bootstrapServers(), security.clients());
  }

  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    stop();
  }
}
