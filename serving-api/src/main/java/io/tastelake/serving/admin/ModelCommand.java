package io.tastelake.serving.admin;

import picocli.CommandLine.Command;

/** The models of databases. */
@Command(
    name = "models",
    mixinStandardHelpOptions = true,
    description = "Lists the models of databases, and goes back to an earlier one.",
    subcommands = {ListModels.class, RollBackModel.class})
final class ModelCommand {}
