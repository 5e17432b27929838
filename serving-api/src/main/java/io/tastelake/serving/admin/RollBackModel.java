package io.tastelake.serving.admin;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.lake.taste.LakeItemFactors;
import io.tastelake.serving.store.StoreArguments;
import io.tastelake.serving.store.StorePool;
import io.tastelake.serving.taste.ModelRollback;
import io.tastelake.store.SessionLock;
import io.tastelake.store.VectorPublication;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@link ModelRollback} while no maintenance job runs. */
@Command(
    name = "roll-back",
    mixinStandardHelpOptions = true,
    description =
        "Makes a model the current one of its database, with all users' vectors of it. The next"
            + " training publishes a newer one.")
final class RollBackModel implements Callable<Integer> {

  @Spec private CommandSpec command;
  @Mixin private final StoreArguments store = new StoreArguments(System.getenv());

  @Option(
      names = "--lake",
      required = true,
      defaultValue = "${env:TASTELAKE_LAKE}",
      description = "The lake's root, a URI (TASTELAKE_LAKE).")
  private URI lake;

  @Option(names = "--database", required = true, paramLabel = "ID", description = "The database.")
  private String database;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "UUID",
      description = "The model, as the list names it.")
  private String model;

  @Override
  public Integer call() throws SQLException {
    try (StorePool pool = StorePool.connect(store.settings());
        Connection connection = store.connections().open()) {
      SessionLock lock =
          new SessionLock(connection, SessionLock.MAINTENANCE, "tastelake admin models roll-back");
      if (!lock.tryTake()) {
        throw new IllegalStateException(
            "A maintenance job is running: %s. Try again when it has ended."
                .formatted(lock.holder().orElse("one that just ended")));
      }
      VectorPublication.Published published =
          new ModelRollback(
                  pool.store(),
                  (id, rank) -> LakeItemFactors.read(lake, id, rank),
                  () -> requireHeld(lock))
              .to(new DatabaseId(database), model);
      command
          .commandLine()
          .getOut()
          .printf(
              "model %s is current; vectors of %d of %d users written, the others changed"
                  + " meanwhile and are folded in when they are read%n",
              model, published.vectors(), published.users());
    }
    return 0;
  }

  private static void requireHeld(SessionLock lock) {
    if (!lock.isHeld()) {
      throw new IllegalStateException(
          "The maintenance lock is lost, since the connection to PostgreSQL broke. Run the command"
              + " again.");
    }
  }
}
