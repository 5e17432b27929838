package io.tastelake.serving.admin;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.serving.store.StoreArguments;
import io.tastelake.serving.store.StorePool;
import io.tastelake.store.DatabasesTable;
import io.tastelake.store.ModelTable;
import io.tastelake.store.OnlineStore;
import io.tastelake.store.StoreConnection;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows which models there are. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description =
        "Lists models, the newest of each database first: database, model, whether it is current,"
            + " when it was trained, and how.")
final class ListModels implements Callable<Integer> {

  @Spec private CommandSpec command;
  @Mixin private final StoreArguments store = new StoreArguments(System.getenv());

  @Option(names = "--database", paramLabel = "ID", description = "Of this database alone.")
  private String database;

  @Override
  public Integer call() {
    try (StorePool pool = StorePool.connect(store.settings())) {
      OnlineStore online = pool.store();
      online.run(this::print);
    }
    return 0;
  }

  private void print(StoreConnection connection) {
    PrintWriter out = command.commandLine().getOut();
    List<DatabaseId> databases =
        database == null ? new DatabasesTable(connection).ids() : List.of(new DatabaseId(database));
    for (DatabaseId each : databases) {
      for (ModelTable.Listed listed : new ModelTable(connection).newestFirst(each)) {
        ModelTable.Trained trained = listed.trained();
        out.printf(
            "%s  %s  %s  %s  rank %d, %d iterations, alpha %s, lambda %s, centre %s, seed %d%n",
            each.value(),
            trained.model().id(),
            listed.current() ? "current" : "-",
            trained.trainedAt(),
            trained.model().rank(),
            trained.iterations(),
            trained.model().alpha(),
            trained.model().lambda(),
            trained.model().centre().value(),
            trained.seed());
      }
    }
  }
}
