package io.tastelake.log;

import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

import io.tastelake.contracts.log.Topics;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** Who uses the log, and what each of them may do with it; brokers refuse everybody else. */
public enum LogUser {
  /** Writes events, and reads the newest. */
  API,
  /** Reads events, and writes dead letters. */
  STREAM,
  /** Reads events, and writes those of an import. */
  BATCH;

  private static final String ANY = "*";

  private Map<String, List<AclOperation>> topics() {
    return switch (this) {
      case API, BATCH -> Map.of(Topics.INTERACTIONS, List.of(READ, WRITE, DESCRIBE_CONFIGS));
      case STREAM ->
          Map.of(
              Topics.INTERACTIONS, List.of(READ, DESCRIBE_CONFIGS),
              Topics.DEAD_LETTERS, List.of(WRITE, DESCRIBE_CONFIGS));
    };
  }

  /** The name that it shows to brokers. */
  public String userName() {
    return "tastelake-" + name().toLowerCase(Locale.ROOT);
  }

  /**
   * Grants each user what it may do.
   *
   * @param brokers as somebody who may grant reaches them
   * @throws LogUnavailableException if they do not answer or refuse
   */
  public static void grantAll(Brokers brokers, Duration timeout) {
    int millis = Math.toIntExact(timeout.toMillis());
    Map<String, Object> settings =
        Map.of(
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis,
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
    try (Admin admin = Admin.create(brokers.settings(settings))) {
      List<AclBinding> all = Arrays.stream(values()).flatMap(LogUser::bindings).toList();
      admin.createAcls(all).all().get(millis, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw refused(brokers, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw refused(brokers, e);
    }
  }

  private Stream<AclBinding> bindings() {
    Stream<AclBinding> ofTopics =
        topics().entrySet().stream()
            .flatMap(
                topic ->
                    topic.getValue().stream()
                        .map(may -> binding(ResourceType.TOPIC, topic.getKey(), may)));
    // Flink's sources name a group, though they commit nothing to it
    return this == STREAM
        ? Stream.concat(
            ofTopics,
            Stream.of("ingest-interactions", "update-taste")
                .map(group -> binding(ResourceType.GROUP, group, READ)))
        : ofTopics;
  }

  private AclBinding binding(ResourceType type, String name, AclOperation operation) {
    return new AclBinding(
        new ResourcePattern(type, name, PatternType.LITERAL),
        new AccessControlEntry("User:" + userName(), ANY, operation, AclPermissionType.ALLOW));
  }

  private static LogUnavailableException refused(Brokers brokers, Exception cause) {
    return new LogUnavailableException(
        "The brokers at %s do not take access rules: %s. Check that they run and have an authorizer."
            .formatted(brokers, cause),
        cause);
  }
}
