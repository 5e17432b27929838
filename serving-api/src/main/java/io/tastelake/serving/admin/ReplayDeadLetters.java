package io.tastelake.serving.admin;

import io.tastelake.contracts.log.Topics;
import io.tastelake.domain.interaction.Change;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.log.Brokers;
import io.tastelake.log.DeadLetters;
import io.tastelake.log.KafkaEventLog;
import io.tastelake.log.KafkaTopic;
import io.tastelake.log.TopicGuard;
import io.tastelake.serving.log.KafkaArguments;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Appends dead letters to the log that are events to this version: under the key that is theirs, at
 * a new place. What is recorded twice counts once, so a replay may be repeated.
 */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = {
      "Appends dead letters again that are events to this version; others stay where they are.",
      "An amendment then counts as the newest. A FORGET would hide all that its user did since: it"
          + " is replayed only if --origin names it."
    })
final class ReplayDeadLetters implements Callable<Integer> {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  @Spec private CommandSpec command;
  @Mixin private final KafkaArguments kafka = new KafkaArguments();

  @ArgGroup(multiplicity = "1")
  private Which which;

  /** Which ones. */
  static final class Which {

    @Option(
        names = "--origin",
        split = ",",
        paramLabel = "TOPIC/PARTITION/OFFSET",
        description = "Those, as the list names them.")
    private Set<String> origins = Set.of();

    @Option(names = "--all", description = "All, except FORGETs.")
    private boolean all;
  }

  @Override
  public Integer call() {
    Map<String, InteractionEvent> events = new LinkedHashMap<>();
    new DeadLetters(kafka.brokers())
        .forEach(
            letter ->
                letter
                    .event()
                    .filter(event -> wanted(letter.origin(), event))
                    .ifPresent(event -> events.put(letter.origin(), event)));
    append(events);
    PrintWriter out = command.commandLine().getOut();
    events.keySet().forEach(origin -> out.println(origin + " is appended"));
    Set<String> left = new HashSet<>(which.origins);
    left.removeAll(events.keySet());
    left.stream()
        .sorted()
        .forEach(
            origin ->
                out.println(origin + " is not: no dead letter that is an event to this version"));
    out.println(events.size() + " events appended");
    return left.isEmpty() ? 0 : 1;
  }

  private boolean wanted(String origin, InteractionEvent event) {
    return which.all
        ? !(event.change() instanceof Change.Forgotten)
        : which.origins.contains(origin);
  }

  private void append(Map<String, InteractionEvent> events) {
    Brokers brokers = kafka.brokers();
    try (KafkaTopic identity = KafkaTopic.of(brokers, Topics.INTERACTIONS, TIMEOUT)) {
      var topic = identity.describe();
      try (TopicGuard guard = new TopicGuard(identity, topic, TIMEOUT);
          KafkaEventLog log = new KafkaEventLog(brokers, TIMEOUT, topic, guard)) {
        var unused = log.append(List.copyOf(events.values()));
      }
    }
  }
}
