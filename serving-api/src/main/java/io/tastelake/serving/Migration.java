package io.tastelake.serving;

import io.tastelake.serving.store.StoreArguments;
import io.tastelake.serving.store.StorePool;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Brings the online store's tables up to date as their owner, where instances of the API may not.
 */
@Command(
    name = "migrate",
    mixinStandardHelpOptions = true,
    description =
        "Creates or updates the online store's tables as the user who owns them, and grants the"
            + " other roles what they need.")
public final class Migration implements Callable<Integer> {

  @Mixin private final StoreArguments store = new StoreArguments(System.getenv());

  private Migration() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Migration()).execute(arguments));
  }

  @Override
  public Integer call() {
    StorePool.migrate(store.settings());
    return 0;
  }
}
