package io.tastelake.batch.imports;

import io.tastelake.batch.JobFailedException;
import io.tastelake.batch.Summary;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Consumer;

/** One import from beginning to end: nothing is appended before every file has been looked at. */
final class Import {

  private final ImportTopology topology;
  private final ImportConfig config;
  private final Files files;
  private final Consumer<String> report;

  Import(ImportTopology topology, ImportConfig config, Files files, Consumer<String> report) {
    this.topology = topology;
    this.config = config;
    this.files = files;
    this.report = report;
  }

  /**
   * Imports.
   *
   * @param format of all files, or null to go by their names
   * @param sourceName by which rows are known, or null to know them by content
   * @throws JobFailedException if there is nothing to import, or more is wrong than may be
   */
  Summary run(String input, Format format, String sourceName, String bootstrapServers) {
    List<SourceFile> found = new Sources(files).at(input, format);
    topology.requireColumns(found);
    LogSettings log = LogSettings.find(bootstrapServers);
    List<SourceFile> sources =
        sourceName == null ? topology.namedByContent(found) : Sources.named(found, sourceName);
    Tally tally = appended(sources, log);
    tally.first().forEach(reject -> report.accept("left out: " + reject));
    String source = sources.size() == 1 ? sources.get(0).name() : sources.size() + " files";
    requireAny(tally, source);
    requireFew(tally, source);
    report.accept(
        "%,d valid rows are stored, each exactly once, by this import or an earlier one"
            .formatted(tally.sound()));
    return Summary.of("import")
        .with("database", config.database())
        .with("source", source)
        .with("rows", tally.rows())
        .with("sound", tally.sound())
        .with("rejected", tally.rejected());
  }

  private Tally appended(List<SourceFile> sources, LogSettings log) {
    String parts = config.rejects() == null ? null : config.rejects() + ".parts";
    discard(parts); // of an import that was killed
    try {
      if (config.rejects() != null) {
        files.create(config.rejects()).close();
      }
      Tally tally = topology.run(sources, log, parts, report);
      if (config.rejects() != null) {
        collect(tally.parts());
      }
      return tally;
    } catch (IOException e) {
      throw new JobFailedException(
          "The rejects cannot be written to %s: %s.".formatted(config.rejects(), e.getMessage()),
          "Name another file with --rejects.",
          e);
    } finally {
      discard(parts);
    }
  }

  private void collect(List<String> parts) throws IOException {
    try (OutputStream rejects = files.create(config.rejects())) {
      for (String part : parts) {
        files.copy(part, rejects);
      }
    }
  }

  private void discard(String parts) {
    try {
      if (parts != null) {
        files.delete(parts);
      }
    } catch (IOException e) {
      report.accept("The folder " + parts + " could not be removed: " + e.getMessage());
    }
  }

  private static void requireAny(Tally tally, String source) {
    if (tally.sound() == 0 && tally.rejected() > 0) {
      throw new JobFailedException(
          "None of the %,d rows of %s is valid; nothing was imported."
              .formatted(tally.rows(), source),
          "Compare the first reasons above with --map, and with the types of the database's ids.");
    }
  }

  private void requireFew(Tally tally, String source) {
    if (tally.rejected() > config.maxRejects()) {
      throw new JobFailedException(
          "%,d of %,d rows of %s are wrong: more than --max-rejects %,d. The other %,d are stored."
              .formatted(
                  tally.rejected(), tally.rows(), source, config.maxRejects(), tally.sound()),
          "Correct them, see --rejects, and import the file again with --source-name '%s': what is"
                  .formatted(source)
              + " stored already is not stored a second time.");
    }
  }
}
