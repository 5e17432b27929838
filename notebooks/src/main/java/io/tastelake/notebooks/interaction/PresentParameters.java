package io.tastelake.notebooks.interaction;

import io.tastelake.batch.Installation;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.rating.ImplicitToExplicitParameters;
import io.tastelake.store.ParametersJson;
import io.tastelake.store.ParametersTable;
import io.tastelake.store.StoreConnection;
import io.tastelake.store.StoreException;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** The parameters that a database has now, as the online store knows them. */
final class PresentParameters {

  /** A file of a job's arguments, which say where the online store is. */
  static final String ARGUMENTS = "TASTELAKE_ARGUMENTS";

  /** The parameters themselves, as the API spells them, for who has a lake and no store. */
  static final String PARAMETERS = "TASTELAKE_PARAMETERS";

  private PresentParameters() {}

  private static final class Arguments {
    @Mixin private Installation installation;
  }

  /**
   * Finds them.
   *
   * @param environment of this process
   * @param note gets a sentence if they cannot be had
   */
  static Optional<ImplicitToExplicitParameters> of(
      String database, Map<String, String> environment, Consumer<String> note) {
    String given = environment.get(PARAMETERS);
    if (given != null) {
      return Optional.of(ParametersJson.parse(given));
    }
    String file = environment.get(ARGUMENTS);
    if (file == null) {
      note.accept("The current parameters are not known: no online store is named.");
      return Optional.empty();
    }
    return stored(database, file, note);
  }

  private static Optional<ImplicitToExplicitParameters> stored(
      String database, String file, Consumer<String> note) {
    Arguments arguments = new Arguments();
    new CommandLine(arguments).parseArgs("@" + file);
    try (StoreConnection store = StoreConnection.on(arguments.installation.store())) {
      Optional<ImplicitToExplicitParameters> found =
          new ParametersTable(store).of(new DatabaseId(database));
      if (found.isEmpty()) {
        note.accept("The database has no parameters yet.");
      }
      return found;
    } catch (SQLException | StoreException e) {
      note.accept(
          "The current parameters are not known: the online store does not answer (%s). Is ./tastelake up running?"
              .formatted(e.getMessage()));
      return Optional.empty();
    }
  }
}
