package io.tastelake.serving.admin;

import io.tastelake.serving.http.AuditLog;
import io.tastelake.serving.store.Seal;
import io.tastelake.serving.store.SealArguments;
import io.tastelake.serving.store.SealedKeys;
import io.tastelake.serving.store.SealedKeys.Lost;
import io.tastelake.serving.store.StoreArguments;
import io.tastelake.serving.store.StorePool;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Encrypts the keys that the online store holds, or encrypts them with another key. */
@Command(
    name = "seal-keys",
    mixinStandardHelpOptions = true,
    description =
        "Encrypts the online store's keys with the first key of --key-file. Every instance needs the"
            + " file first. To change the key, put a new one in front of it everywhere, run this, and"
            + " take the old one out.")
final class SealKeys implements Callable<Integer> {

  @Spec private CommandSpec command;
  @Mixin private final StoreArguments store = new StoreArguments(System.getenv());
  @Mixin private final SealArguments sealing = new SealArguments();

  @Option(
      names = "--discard-lost",
      description =
          "Delete keys that cannot be opened any more: everybody logs in again, and cursors of before"
              + " are refused. Restart all instances then.")
  private boolean discardLost;

  @Override
  public Integer call() {
    Seal seal =
        sealing
            .named()
            .orElseThrow(
                () ->
                    new ParameterException(
                        command.commandLine(), "Missing required option: '--key-file=FILE'"));
    try (StorePool pool = StorePool.open(store.settings())) {
      SealedKeys.Changed changed =
          SealedKeys.seal(pool.store(), seal, discardLost ? Lost.DISCARDED : Lost.KEPT);
      AuditLog.note(
          AuditLog.Event.SIGNING_KEYS_SEALED,
          "operator",
          null,
          Map.of("sealed", "" + changed.sealed(), "discarded", "" + changed.discarded()));
      command
          .commandLine()
          .getOut()
          .printf("keys encrypted: %d, deleted: %d%n", changed.sealed(), changed.discarded());
    }
    return 0;
  }
}
