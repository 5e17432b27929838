package io.tastelake.batch.store;

import io.tastelake.batch.Installation;
import io.tastelake.batch.Job;
import io.tastelake.batch.Summary;
import io.tastelake.store.DatabasesTable;
import io.tastelake.store.ParametersTable;
import io.tastelake.store.StoreConnection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists databases, which other jobs take by id or name. */
@Command(
    name = "databases",
    description = "Lists the databases: id, name, organization, types of ids, parameters.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class DatabasesJob extends Job {

  private static final String ROW = "%-22s  %-24s  %-22s  %-10s  %-10s  %-10s  %s";

  @Mixin private Installation installation;

  @Override
  protected Function<SparkSession, Summary> work() {
    installation.requireStore();
    return spark -> list();
  }

  @Override
  protected Optional<Supplier<Summary>> atOnce() {
    installation.requireStore();
    return Optional.of(this::list);
  }

  private Summary list() {
    StoreAccess store = installation::store;
    try (StoreConnection connection = store.tables().open()) {
      List<DatabasesTable.Row> databases = new DatabasesTable(connection).all();
      ParametersTable parameters = new ParametersTable(connection);
      print(
          ROW.formatted("id", "name", "organization", "users", "items", "sessions", "parameters"));
      for (DatabasesTable.Row database : databases) {
        print(
            ROW.formatted(
                database.id(),
                database.name(),
                database.organization().value(),
                database.userIds(),
                database.itemIds(),
                database.sessionIds(),
                parameters.of(database.id()).isPresent() ? "yes" : "none yet"));
      }
      return Summary.of("databases").with("databases", databases.size());
    }
  }
}
