package io.tastelake.batch;

import io.tastelake.batch.store.DatabaseNames;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.InvalidIdException;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The databases that a job works on, by id or name. */
public final class DatabasesOption {

  @Spec(Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--database",
      paramLabel = "ID|NAME",
      arity = "1..*",
      showDefaultValue = Visibility.NEVER,
      description = "The databases to work on, by id or by name (default: all).")
  private Set<String> given = new TreeSet<>();

  /**
   * Their ids; none for all. Asks the online store, if one is named.
   *
   * @throws JobFailedException if there is no such database, or more than one of a name
   * @throws ParameterException if a name is given, and no store to ask
   */
  public Set<DatabaseId> ids(Installation installation) {
    if (given.isEmpty()) {
      return Set.of();
    }
    if (installation.namesStore()) {
      installation.requireStore();
      return DatabaseNames.resolve(given, installation::store);
    }
    return given.stream().map(this::id).collect(Collectors.toSet());
  }

  private DatabaseId id(String text) {
    try {
      return new DatabaseId(text);
    } catch (InvalidIdException e) {
      throw new ParameterException(
          spec.commandLine(),
          "--database: %s To find a database by its name, say --store.".formatted(e.getMessage()),
          e);
    }
  }
}
