package io.tastelake.serving.admin;

import io.tastelake.serving.store.StoreArguments;
import io.tastelake.serving.store.StorePool;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Brings the online store's tables up to date as their owner, where the API itself may not. */
@Command(
    name = "migrate",
    mixinStandardHelpOptions = true,
    description =
        "Creates or updates the online store's tables as the user who owns them, and grants the"
            + " other roles what they need.")
final class Migrate implements Callable<Integer> {

  @Mixin private final StoreArguments store = new StoreArguments(System.getenv());

  @Override
  public Integer call() {
    StorePool.migrate(store.settings());
    return 0;
  }
}
