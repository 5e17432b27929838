package io.tastelake.serving.admin;

import picocli.CommandLine.Command;

/** What is to be done about records of the log that hold no valid event. */
@Command(
    name = "dead-letters",
    mixinStandardHelpOptions = true,
    description = "Lists dead letters, and appends those that are events to this version again.",
    subcommands = {ListDeadLetters.class, ReplayDeadLetters.class})
final class DeadLetterCommand {}
