package io.tastelake.serving.admin;

import io.tastelake.serving.backup.Backup;
import io.tastelake.serving.backup.Manifest;
import io.tastelake.serving.log.KafkaArguments;
import io.tastelake.serving.store.StoreArguments;
import java.net.URI;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Backs up while everything runs. */
@Command(
    name = "backup",
    mixinStandardHelpOptions = true,
    description =
        "Copies online store and lake as of one moment into a new folder, while everything runs.")
final class BackUp implements Callable<Integer> {

  @Spec private CommandSpec command;
  @Mixin private final KafkaArguments kafka = new KafkaArguments();
  @Mixin private final StoreArguments store = new StoreArguments(System.getenv());

  @Option(
      names = "--lake",
      required = true,
      defaultValue = "${env:TASTELAKE_LAKE}",
      description = "The lake's root, a URI (TASTELAKE_LAKE).")
  private URI lake;

  @Option(names = "--to", required = true, paramLabel = "URI", description = "The new folder.")
  private URI to;

  @Override
  public Integer call() throws Exception {
    Manifest written = new Backup(store.connections(), kafka.brokers(), lake).to(to);
    command.commandLine().getOut().printf("backup of %s written%n", written.at());
    return 0;
  }
}
