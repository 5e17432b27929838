package io.tastelake.serving.admin;

import io.tastelake.serving.backup.Restoration;
import io.tastelake.serving.backup.Restoration.Restored;
import io.tastelake.serving.log.KafkaArguments;
import io.tastelake.serving.store.StoreArguments;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Restores before anything serves. */
@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    description = {
      "Brings a backup back into an installation that is migrated, has topics, and is empty. Start"
          + " the jobs and the API afterwards.",
      "The user of the online store must own its tables."
    })
final class RestoreBackup implements Callable<Integer> {

  @Spec private CommandSpec command;
  @Mixin private final KafkaArguments kafka = new KafkaArguments();
  @Mixin private final StoreArguments store = new StoreArguments(System.getenv());

  @Option(
      names = "--lake",
      required = true,
      defaultValue = "${env:TASTELAKE_LAKE}",
      description = "The new lake's root, a URI (TASTELAKE_LAKE).")
  private URI lake;

  @Option(names = "--from", required = true, paramLabel = "URI", description = "The backup.")
  private URI from;

  @ArgGroup(multiplicity = "1")
  private Since since;

  /** What was forgotten since the backup. */
  static final class Since {

    @Option(
        names = "--ledger",
        paramLabel = "URI",
        description = "The erasure ledger: who was forgotten since is forgotten again.")
    private URI ledger;

    @Option(names = "--without-ledger", description = "Nobody was forgotten since the backup.")
    private boolean without;
  }

  @Override
  public Integer call() throws Exception {
    Restored restored =
        new Restoration(store.connections(), kafka.brokers(), lake)
            .from(from, since.without ? Optional.empty() : Optional.of(since.ledger));
    command
        .commandLine()
        .getOut()
        .printf(
            "%d events are in the log again; %d users and sessions were forgotten again%n",
            restored.events(), restored.forgotten());
    return 0;
  }
}
