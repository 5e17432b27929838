package io.tastelake.batch.imports;

import io.tastelake.domain.catalogue.EntryKind;
import io.tastelake.domain.catalogue.Property;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** How an import of a catalogue's entries reads and creates properties, on the command line. */
final class CatalogueOptions {

  @Option(
      names = "--create-properties",
      description = {
        "With --as items or users: create the properties that --map names and the database lacks,"
            + " with the type that their columns have in all rows: int64, float64, bool or unicode."
      })
  private boolean createProperties;

  @Option(
      names = "--list-separator",
      paramLabel = "TEXT",
      description =
          "With --as items or users: what stands between the values of a repeated property, such as"
              + " '|'.")
  private String listSeparator;

  @Option(
      names = "--list-properties",
      split = ",",
      paramLabel = "COLUMN",
      showDefaultValue = Visibility.NEVER,
      description = "Columns of text that --create-properties creates repeated properties for.")
  private Set<String> listProperties = Set.of();

  /** Whether properties that are missing are created. */
  boolean areCreated() {
    return createProperties;
  }

  /**
   * How lists stand in columns.
   *
   * @param mapped columns by the property that they become
   * @param entries what rows describe; empty if they are no entries of a catalogue
   * @throws IllegalArgumentException if something does not go together; a sentence that names the
   *     option
   */
  ListTexts lists(Map<String, String> mapped, Optional<EntryKind> entries) {
    if (entries.isEmpty()) {
      require(
          !createProperties && listSeparator == null && listProperties.isEmpty(),
          "--create-properties, --list-separator and --list-properties are for catalogues: say"
              + " --as items or --as users, too.");
      return new ListTexts(null, Set.of());
    }
    requireNames(mapped.keySet(), entries.get());
    require(
        listSeparator == null || !listSeparator.isEmpty(),
        "--list-separator must be a character or more, such as '|'.");
    require(
        !createProperties || !mapped.isEmpty(),
        "--create-properties creates what --map names: add --map properties.NAME=COLUMN.");
    for (String column : listProperties) {
      require(
          createProperties && mapped.containsValue(column),
          "--list-properties names '%s': it goes with --create-properties, and names columns of --map properties.NAME=COLUMN."
              .formatted(column));
      require(
          listSeparator != null,
          "--list-properties needs --list-separator, which says what stands between values.");
    }
    return new ListTexts(listSeparator, Set.copyOf(listProperties));
  }

  private static void requireNames(Collection<String> names, EntryKind kind) {
    for (String name : names) {
      require(
          Property.isName(name, kind),
          "--map: a property cannot be called '%s': names are %s, and not %s."
              .formatted(name, Property.NAMES, kind.id()));
    }
  }

  private static void require(boolean right, String problem) {
    if (!right) {
      throw new IllegalArgumentException(problem);
    }
  }
}
