package io.tastelake.serving.admin;

import io.tastelake.log.TopicLayout;
import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the log's topics must be like. */
final class LayoutArguments {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--partitions",
      required = true,
      defaultValue = "${env:TASTELAKE_PARTITIONS}",
      description =
          "Partitions of the topic 'interactions'. They can never change: choose for the years to"
              + " come (TASTELAKE_PARTITIONS).")
  private int partitions;

  @Option(names = "--replicas", defaultValue = "3", description = "Replicas of each partition.")
  private short replicas;

  @Option(
      names = "--min-insync",
      defaultValue = "2",
      description = "Replicas that hold a record before it is acknowledged.")
  private int minInSync;

  @Option(
      names = "--retention-days",
      defaultValue = "7",
      description = "How long the log keeps events.")
  private long retentionDays;

  /**
   * The layout that these say.
   *
   * @throws ParameterException if it makes no sense
   */
  TopicLayout layout() {
    try {
      return new TopicLayout(partitions, replicas, minInSync, Duration.ofDays(retentionDays));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }
}
