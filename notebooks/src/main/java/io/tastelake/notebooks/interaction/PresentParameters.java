package io.tastelake.notebooks.interaction;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.rating.ImplicitToExplicitParameters;
import io.tastelake.store.ParametersJson;
import io.tastelake.store.ParametersTable;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The parameters that a database has now, as the online store knows them. */
final class PresentParameters {

  /** The parameters themselves, as the API spells them, for who has a lake and no store. */
  static final String PARAMETERS = "TASTELAKE_PARAMETERS";

  private PresentParameters() {}

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
    return NamedStore.ask(
            environment,
            "The current parameters are not known",
            note,
            store -> {
              Optional<ImplicitToExplicitParameters> found =
                  new ParametersTable(store).of(new DatabaseId(database));
              if (found.isEmpty()) {
                note.accept("The database has no parameters yet.");
              }
              return found;
            })
        .flatMap(found -> found);
  }
}
