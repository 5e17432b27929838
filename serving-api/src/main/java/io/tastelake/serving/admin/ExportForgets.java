package io.tastelake.serving.admin;

import io.tastelake.lake.file.FileTree;
import io.tastelake.serving.backup.ErasureLedger;
import io.tastelake.serving.store.StoreArguments;
import io.tastelake.store.OnlineStore;
import java.net.URI;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Keeps the erasure ledger. */
@Command(
    name = "export-forgets",
    mixinStandardHelpOptions = true,
    description =
        "Adds who was forgotten to the erasure ledger, which lies outside all backups. Run it"
            + " often: a restore forgets whom the ledger names.")
final class ExportForgets implements Callable<Integer> {

  @Spec private CommandSpec command;
  @Mixin private final StoreArguments store = new StoreArguments(System.getenv());

  @Option(
      names = "--ledger",
      required = true,
      paramLabel = "URI",
      description = "The ledger's folder.")
  private URI ledger;

  @Override
  public Integer call() throws Exception {
    int added =
        new ErasureLedger(FileTree.at(ledger))
            .add(OnlineStore.over(store.connections()), Clock.systemUTC());
    command.commandLine().getOut().printf("%d entries added%n", added);
    return 0;
  }
}
