package io.tastelake.standalone;

import io.tastelake.log.Brokers;
import io.tastelake.log.LogUser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who may talk to the broker, each with a password that lasts as long as the broker's process.
 * Nothing of it is in Kafka's metadata, so that any data folder can be opened with it.
 */
public final class KafkaUsers {

  static final String MECHANISM = "SCRAM-SHA-512";

  /** What precedes a user's name in the broker's list of users and passwords. */
  static final String LISTED = "user_";

  /** The broker itself, and whoever keeps its topics and access rules: may do everything. */
  private static final String OPERATOR = "tastelake-operator";

  private final Map<String, String> passwords;

  private KafkaUsers(Map<String, String> passwords) {
    this.passwords = passwords;
  }

  /** All of them, with new passwords. */
  public static KafkaUsers fresh() {
    return new KafkaUsers(
        Stream.concat(Stream.of(OPERATOR), Stream.of(LogUser.values()).map(LogUser::userName))
            .collect(Collectors.toMap(name -> name, name -> RandomPassword.create())));
  }

  /** How {@code user} reaches a broker that knows these. */
  public Brokers brokers(String servers, LogUser user) {
    return new Brokers(servers, settings(user.userName()));
  }

  /** How who may do everything reaches it. */
  public Brokers operatorsBrokers(String servers) {
    return new Brokers(servers, settings(OPERATOR));
  }

  /** Writes what each shows to a private file of {@code folder}, as Kafka's tools take it. */
  void write(Path folder) throws IOException {
    PrivateFolder.create(folder);
    for (String name : passwords.keySet()) {
      String text =
          settings(name).entrySet().stream()
              .map(setting -> setting.getKey() + "=" + setting.getValue() + "\n")
              .sorted()
              .collect(Collectors.joining());
      PrivateFile.write(file(folder, name), text);
    }
  }

  /** The file that {@link #write} made for {@code user}. */
  public static Path file(Path folder, LogUser user) {
    return file(folder, user.userName());
  }

  /** The file of who may do everything. */
  public static Path operatorsFile(Path folder) {
    return file(folder, OPERATOR);
  }

  private static Path file(Path folder, String name) {
    return folder.resolve(name.replace("tastelake", "kafka") + ".properties");
  }

  private Map<String, String> settings(String name) {
    return Map.of(
        "security.protocol",
        "SASL_PLAINTEXT",
        "sasl.mechanism",
        MECHANISM,
        "sasl.jaas.config",
        login(name) + ";");
  }

  private String login(String name) {
    return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\""
        .formatted(name, passwords.get(name));
  }

  /** What a broker must be told whose listeners have these names. */
  Map<String, Object> brokerSettings(String... listeners) {
    String users =
        passwords.entrySet().stream()
            .map(user -> " " + LISTED + user.getKey() + "=\"" + user.getValue() + "\"")
            .collect(Collectors.joining());
    Map<String, Object> settings = new HashMap<>();
    for (String listener : listeners) {
      String prefix =
          "listener.name." + (listener + "." + MECHANISM + ".sasl.").toLowerCase(Locale.ROOT);
      settings.put(prefix + "jaas.config", login(OPERATOR) + users + ";");
      settings.put(prefix + "server.callback.handler.class", ListedUsers.class.getName());
    }
    settings.put("sasl.enabled.mechanisms", MECHANISM);
    settings.put("sasl.mechanism.inter.broker.protocol", MECHANISM);
    settings.put("sasl.mechanism.controller.protocol", MECHANISM);
    settings.put(
        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    settings.put("super.users", "User:" + OPERATOR);
    settings.put("allow.everyone.if.no.acl.found", false);
    return settings;
  }
}
