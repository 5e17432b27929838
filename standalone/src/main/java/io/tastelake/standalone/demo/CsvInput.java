package io.tastelake.standalone.demo;

import io.tastelake.contracts.csv.CsvHeaderException;
import io.tastelake.contracts.csv.CsvRow;
import io.tastelake.domain.identity.IdType;
import io.tastelake.standalone.StandaloneException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Interactions from a CSV file with a header, such as MovieLens's ratings. The file is read twice:
 * first to check every row and learn the id types, so that nothing of a bad file is sent, then to
 * send it.
 */
final class CsvInput implements DemoInput {

  private static final int SHOWN_ERRORS = 10;

  private final Path file;
  private CsvColumns columns;
  private final IdTypeGuess userIds = new IdTypeGuess();
  private final IdTypeGuess itemIds = new IdTypeGuess();
  private final Set<String> types = new TreeSet<>();
  private final List<String> firstErrors = new ArrayList<>();
  private long errorCount;
  private long rowCount;

  private CsvInput(Path file) {
    this.file = file;
  }

  /**
   * Checks {@code file}.
   *
   * @throws StandaloneException if it is missing, has another header, or bad rows; names them
   */
  static CsvInput check(Path file) {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new StandaloneException(
          "The input file " + file.toAbsolutePath().normalize() + " cannot be read.",
          Files.exists(file) ? "It is no readable file." : "There is no such file.",
          "Pass a CSV file with --input FILE, or omit it to load a made-up shop.");
    }
    CsvInput input = new CsvInput(file);
    input.check();
    return input;
  }

  @Override
  public String name() {
    String name = file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
    return name.toLowerCase(Locale.ROOT);
  }

  @Override
  public String description() {
    return "interactions of " + file;
  }

  @Override
  public IdType userIds() {
    return userIds.narrowest();
  }

  @Override
  public IdType itemIds() {
    return itemIds.narrowest();
  }

  @Override
  public Map<String, Object> parameters() {
    if (columns.tellStars()) {
      return Stars.parameters();
    }
    Map<String, Object> equal = new TreeMap<>();
    types.forEach(type -> equal.put(type, Map.of("strength", 1.0)));
    return Map.of("interaction_types", equal, "saturation", 10.0);
  }

  @Override
  public long rowCount() {
    return rowCount;
  }

  @Override
  public Stream<InputRow> rows() {
    IdType users = userIds();
    IdType items = itemIds();
    CsvFile csv = CsvFile.open(file);
    return csv.rows()
        .map(row -> new CsvInteraction(columns, row.fields()).interaction(users, items))
        .onClose(csv::close);
  }

  private void check() {
    try (CsvFile csv = CsvFile.open(file)) {
      columns = CsvColumns.of(csv.columns(), file);
      csv.rows().forEach(this::check);
      if (rowCount == 0) {
        note("it has no rows");
      }
    } catch (CsvHeaderException e) {
      note(e.getMessage());
    }
    if (errorCount > 0) {
      throw refused();
    }
  }

  private void check(CsvRow given) {
    rowCount++;
    if (given.problem() != null) {
      note("line " + given.line() + ": " + given.problem());
      return;
    }
    try {
      CsvInteraction row = new CsvInteraction(columns, given.fields());
      row.interaction(IdType.TEXT64, IdType.TEXT64);
      userIds.see(row.user());
      itemIds.see(row.item());
      types.add(row.type());
    } catch (IllegalArgumentException e) {
      note("line " + given.line() + ": " + e.getMessage());
    }
  }

  private void note(String error) {
    errorCount++;
    if (firstErrors.size() < SHOWN_ERRORS) {
      firstErrors.add(error);
    }
  }

  private StandaloneException refused() {
    long hidden = errorCount - firstErrors.size();
    return new StandaloneException(
        file + " cannot be loaded; nothing was sent.",
        "\n  "
            + String.join("\n  ", firstErrors)
            + (hidden > 0 ? "\n  and " + hidden + " more" : ""),
        "Fix the file and start again.");
  }
}
