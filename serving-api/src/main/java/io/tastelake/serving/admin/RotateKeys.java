package io.tastelake.serving.admin;

import io.tastelake.serving.account.SigningKeys;
import io.tastelake.serving.store.Seal;
import io.tastelake.serving.store.SealArguments;
import io.tastelake.serving.store.StoreArguments;
import io.tastelake.serving.store.StorePool;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes a new key to sign access tokens with, while all instances go on. */
@Command(
    name = "rotate-keys",
    mixinStandardHelpOptions = true,
    description =
        "Makes a new key that access tokens are signed with. All instances take it up within two"
            + " minutes; tokens of the key before live out their time.")
final class RotateKeys implements Callable<Integer> {

  @Spec private CommandSpec command;
  @Mixin private final StoreArguments store = new StoreArguments(System.getenv());
  @Mixin private final SealArguments sealing = new SealArguments();

  @Option(
      names = "--revoke",
      description =
          "The keys before are void at once, since somebody else may know them: clients refresh"
              + " their access tokens within a minute.")
  private boolean revoke;

  @Override
  public Integer call() {
    Seal seal = sealing.seal();
    try (StorePool pool = StorePool.open(store.settings())) {
      SecureRandom random = new SecureRandom();
      String kid =
          revoke
              ? SigningKeys.replace(pool.store(), seal, random, Clock.systemUTC())
              : SigningKeys.rotate(pool.store(), seal, random, Clock.systemUTC());
      command.commandLine().getOut().println("key " + kid);
    }
    return 0;
  }
}
