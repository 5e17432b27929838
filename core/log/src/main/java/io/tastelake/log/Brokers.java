package io.tastelake.log;

import java.io.IOException;
import java.io.Reader;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * Where the log's brokers are, and how a client shows them who it is.
 *
 * @param servers as Kafka's clients take it: {@code host:port}, separated by commas
 * @param security Kafka's own settings for TLS and SASL; empty for an open broker
 */
public record Brokers(String servers, Map<String, String> security) implements Serializable {

  /** The option that names the file with {@link #security} settings. */
  public static final String CONFIG_FILE = "--kafka-config";

  /** The environment variable that does. */
  public static final String CONFIG_VARIABLE = "TASTELAKE_KAFKA_CONFIG";

  private static final String[] PREFIXES = {"security.", "sasl.", "ssl."};

  public Brokers {
    security = Map.copyOf(security);
  }

  /** Brokers that ask nobody who he is. */
  public static Brokers at(String servers) {
    return new Brokers(servers, Map.of());
  }

  /**
   * The same, reached as {@code file} says: properties, as Kafka's own tools take them. Nothing but
   * security can be set there, since what else clients need is not a matter of choice.
   *
   * @throws IllegalArgumentException if it cannot be read, or has another setting
   */
  public Brokers securedBy(Path file) {
    Map<String, String> settings = new HashMap<>();
    read(file).forEach((name, value) -> settings.put(name.toString(), value.toString().strip()));
    Set<String> unknown = new TreeSet<>(settings.keySet());
    unknown.removeIf(Brokers::isSecurity);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "The Kafka settings %s have %s, which cannot be set there. Only Kafka's client settings"
                  .formatted(file, String.join(", ", unknown))
              + " that begin with security., sasl. or ssl. can; check the spelling.");
    }
    return new Brokers(servers, settings);
  }

  private static Properties read(Path file) {
    Properties properties = new Properties();
    try (Reader text = Files.newBufferedReader(file)) {
      properties.load(text);
      return properties;
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "The Kafka settings %s cannot be read: %s. Name a file that can be with %s or %s."
              .formatted(file, e, CONFIG_FILE, CONFIG_VARIABLE),
          e);
    }
  }

  private static boolean isSecurity(String name) {
    return Stream.of(PREFIXES).anyMatch(name::startsWith)
        && AdminClientConfig.configNames().contains(name);
  }

  /** What a client of its own is told, put together with how it reaches the brokers. */
  public Map<String, Object> settings(Map<String, Object> own) {
    Map<String, Object> settings = new HashMap<>(own);
    settings.putAll(security);
    settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers);
    return settings;
  }

  /** {@link #security} for those who take properties. */
  public Properties properties() {
    Properties properties = new Properties();
    properties.putAll(security);
    return properties;
  }

  /** Where they are; never a secret. */
  @Override
  public String toString() {
    return servers;
  }
}
