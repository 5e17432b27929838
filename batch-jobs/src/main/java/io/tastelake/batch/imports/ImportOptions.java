package io.tastelake.batch.imports;

import io.tastelake.contracts.cell.Cell;
import io.tastelake.contracts.cell.TimestampFormat;
import io.tastelake.contracts.cell.WrongRowException;
import io.tastelake.domain.interaction.InteractionType;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What an import is told on the command line. */
final class ImportOptions {

  @Spec(Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--input",
      required = true,
      paramLabel = "FILE|DIR",
      description =
          "A file or a folder of files: a path or file: URI that driver and executors read.")
  private String input;

  @Option(
      names = "--database",
      required = true,
      paramLabel = "ID|NAME",
      description = "The database that gets the rows, by id or by name.")
  private String database;

  @Option(
      names = "--as",
      paramLabel = "interactions|ratings|items|users",
      defaultValue = "interactions",
      description = {
        "What the rows are. Ratings are given as PUT /ratings-bulk/ gives them: each takes the place"
            + " of the one of its user and item that there was. They need the columns user, item and"
            + " rating, and may have a timestamp.",
        "Items and users are entries of the catalogue, put as PUT /items-bulk/ puts them: each takes"
            + " the place of the one of its id that there was. Without --map properties.NAME=COLUMN"
            + " each property is read from the column of its name."
      })
  private String as;

  @Option(
      names = "--scale",
      paramLabel = "LOWEST:HIGHEST",
      description =
          "The scale of the file's ratings, such as 0.5:5, which is mapped to 1 to 10; without it"
              + " they are from 1 to 10 as they stand.")
  private String scale;

  @Option(
      names = "--format",
      paramLabel = "csv|jsonl|parquet",
      description = "The format, if the file names do not show it.")
  private String format;

  @Option(
      names = "--map",
      paramLabel = "FIELD=COLUMN,…",
      showDefaultValue = Visibility.NEVER,
      description = {
        "Which column holds user, session, item, type, timestamp, rating or properties (a JSON"
            + " object), or one property: properties.NAME=COLUMN. A name with a comma stands in"
            + " quotes.",
        "Without it the columns are called user_id, session_id, item_id, interaction_type,"
            + " timestamp, rating and properties. A row with user and session is the user's."
      })
  private List<String> mapping = List.of();

  @Option(
      names = "--type",
      paramLabel = "NAME",
      description = "The interaction type of all rows, instead of a column.")
  private String type;

  @Option(
      names = "--timestamp",
      paramLabel = "TIME",
      description = "The timestamp of all rows, instead of a column: Unix seconds or ISO 8601.")
  private String timestamp;

  @Option(
      names = "--source-name",
      paramLabel = "NAME",
      description = {
        "The name of the rows' source.",
        "Without it: the file's name and its content, so that a changed file is another source."
            + " To import a corrected file once more, give the name that the first import printed:"
            + " rows that it stored stay as they are, the others are added."
      })
  private String sourceName;

  @Option(
      names = "--rejects",
      paramLabel = "FILE",
      description = "Where to write rejected rows, as JSON lines with source, row and reason.")
  private String rejects;

  @Option(
      names = "--max-rejects",
      paramLabel = "N",
      description = "Exit with code 1 if more rows than this are rejected.")
  private Long maxRejects;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Read only the first N rows of each file.")
  private Long limit;

  @Option(
      names = "--dry-run",
      description = "Print the first rows of each file as they would be stored; import nothing.")
  private boolean dryRun;

  @Option(
      names = "--skip-bad-files",
      description = "Go on without files that cannot be read or lack columns; names them.")
  private boolean skipBadFiles;

  @Mixin private TextOptions text;
  @Mixin private ValueOptions values;
  @Mixin private CatalogueOptions catalogue;

  String input() {
    return input;
  }

  boolean isDryRun() {
    return dryRun;
  }

  BadFiles.Policy badFiles() {
    return skipBadFiles ? BadFiles.Policy.SKIP : BadFiles.Policy.FAIL;
  }

  String sourceName() {
    return sourceName;
  }

  /** An id, or a name. */
  String database() {
    return database;
  }

  Imported imported() {
    return Imported.named(as)
        .orElseThrow(() -> misuse("--as knows " + Imported.names() + ", not '" + as + "'."));
  }

  /** The format that was given, or null. */
  Format format() {
    try {
      return format == null ? null : Format.valueOf(format.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw misuse("--format knows csv, jsonl and parquet, not '" + format + "'.");
    }
  }

  /**
   * All of it, checked.
   *
   * @throws ParameterException if something is no such value
   */
  void check() {
    format();
    columns();
    scale();
    constants();
    textFormat();
    propertyTypes();
    lists();
    timestampFormat();
    atLeast(0, "--max-rejects", maxRejects);
    atLeast(1, "--limit", limit);
  }

  ImportConfig config(String databaseId, Map<Field, String> ids, long acceptedAt) {
    return new ImportConfig(
        databaseId,
        ids,
        columns(),
        constants(),
        textFormat(),
        propertyTypes(),
        lists(),
        timestampFormat(),
        scale(),
        limit == null ? Long.MAX_VALUE : limit,
        rejects,
        maxRejects == null ? Long.MAX_VALUE - 1 : maxRejects,
        acceptedAt);
  }

  private ColumnMapping columns() {
    return checked(() -> ColumnMapping.parse(MapText.parse(mapping), imported()));
  }

  private Scale scale() {
    if (scale == null) {
      return Scale.OWN;
    }
    if (imported() != Imported.RATINGS) {
      throw misuse("--scale is one of ratings: say --as ratings, too.");
    }
    return checked(() -> Scale.parse(scale));
  }

  private TextFormat textFormat() {
    return checked(text::format);
  }

  private PropertyTypes propertyTypes() {
    return checked(() -> values.propertyTypes(columns().properties().values()));
  }

  private ListTexts lists() {
    return checked(() -> catalogue.lists(columns().properties(), imported().entries()));
  }

  /** Whether properties that the database lacks are created. */
  boolean createsProperties() {
    return catalogue.areCreated();
  }

  private TimestampFormat timestampFormat() {
    if (timestamp != null && values.formatTimestamps()) {
      throw misuse("--timestamp gives all rows one time: leave out --timestamp-format.");
    }
    return checked(values::timestampFormat);
  }

  private Map<Field, String> constants() {
    Map<Field, String> constants = new HashMap<>();
    if (type != null) {
      if (!imported().fields().contains(Field.TYPE)) {
        throw misuse(
            "--type: %s have no type; leave it out, or --as %s.".formatted(imported(), imported()));
      }
      if (!InteractionType.isValid(type)) {
        throw misuse("--type must be " + InteractionType.ACCEPTED + ".");
      }
      constants.put(Field.TYPE, type);
    }
    if (timestamp != null) {
      if (!imported().fields().contains(Field.TIMESTAMP)) {
        throw misuse("--timestamp: %s have none; leave it out.".formatted(imported()));
      }
      try {
        double unused =
            timestampFormat()
                .reader(ValueOptions.TIMESTAMP_FORMAT)
                .seconds(Cell.untyped(timestamp));
      } catch (WrongRowException e) {
        throw misuse("--timestamp must be a point in time. " + e.getMessage());
      }
      constants.put(Field.TIMESTAMP, timestamp);
    }
    return constants;
  }

  private void atLeast(long least, String option, Long value) {
    if (value != null && value < least) {
      throw misuse(option + " must be at least " + least + ".");
    }
  }

  private <T> T checked(Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw misuse(e.getMessage());
    }
  }

  private ParameterException misuse(String problem) {
    return new ParameterException(spec.commandLine(), problem);
  }
}
