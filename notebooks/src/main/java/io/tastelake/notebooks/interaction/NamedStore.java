package io.tastelake.notebooks.interaction;

import io.tastelake.batch.Installation;
import io.tastelake.store.StoreConnection;
import io.tastelake.store.StoreException;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** The online store that the launcher named, if it did. It is never written. */
final class NamedStore {

  /** A file of a job's arguments, which say where the online store is. */
  static final String ARGUMENTS = "TASTELAKE_ARGUMENTS";

  private NamedStore() {}

  private static final class Arguments {
    @Mixin private Installation installation;
  }

  /**
   * Asks it.
   *
   * @param environment of this process
   * @param unknown what is not known if it cannot be asked: the beginning of a sentence
   * @param note gets that sentence
   */
  static <T> Optional<T> ask(
      Map<String, String> environment,
      String unknown,
      Consumer<String> note,
      Function<StoreConnection, T> question) {
    String file = environment.get(ARGUMENTS);
    if (file == null) {
      note.accept(unknown + ": no online store is named.");
      return Optional.empty();
    }
    Arguments arguments = new Arguments();
    new CommandLine(arguments).parseArgs("@" + file);
    try (StoreConnection store = StoreConnection.on(arguments.installation.store())) {
      return Optional.of(question.apply(store));
    } catch (SQLException | StoreException e) {
      note.accept(
          "%s: the online store does not answer (%s). Is ./tastelake up running?"
              .formatted(unknown, e.getMessage()));
      return Optional.empty();
    }
  }
}
