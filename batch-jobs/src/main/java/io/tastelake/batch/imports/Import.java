package io.tastelake.batch.imports;

import io.tastelake.batch.JobFailedException;
import io.tastelake.batch.Summary;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** One import from beginning to end: nothing is stored before every file has been looked at. */
final class Import {

  private final ImportTopology topology;
  private final ImportConfig config;
  private final Files files;
  private final Consumer<String> report;
  private final BadFiles bad;

  Import(
      ImportTopology topology,
      ImportConfig config,
      Files files,
      BadFiles.Policy badFiles,
      Consumer<String> report) {
    this.bad = new BadFiles(badFiles, report);
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
   * @param where asked once the files were looked at
   * @throws JobFailedException if there is nothing to import, or more is wrong than may be
   */
  Summary run(String input, Format format, String sourceName, Supplier<Target> where) {
    List<SourceFile> found = new Sources(files).at(input, format);
    List<SourceFile> suitable = requireSome(topology.suitable(found, bad), input);
    Target target = where.get();
    List<SourceFile> sources = requireSome(named(suitable, sourceName, found.size()), input);
    Tally tally = taken(sources, target);
    tally.first().forEach(reject -> report.accept("left out: " + reject));
    String source = sources.size() == 1 ? sources.get(0).name() : sources.size() + " files";
    requireAny(tally, source);
    requireFew(tally, source);
    report.accept(target.done(tally.sound()));
    return Summary.of("import")
        .with("database", config.database())
        .with("source", source)
        .with("rows", tally.rows())
        .with("sound", tally.sound())
        .with("rejected", tally.rejected())
        .with("skipped_files", bad.skipped());
  }

  /** Whoever skips what cannot be read to its end has to read it first. */
  private List<SourceFile> named(List<SourceFile> sources, String sourceName, int found) {
    if (sourceName == null) {
      return topology.namedByContent(sources, bad);
    }
    List<SourceFile> whole = sources;
    if (bad.areSkipped()) {
      List<String> uris =
          topology.namedByContent(sources, bad).stream().map(SourceFile::uri).toList();
      whole = sources.stream().filter(source -> uris.contains(source.uri())).toList();
    }
    return Sources.named(whole, sourceName, found);
  }

  private static List<SourceFile> requireSome(List<SourceFile> sources, String input) {
    if (sources.isEmpty()) {
      throw new JobFailedException(
          "There is nothing to import: every file of %s was skipped.".formatted(input),
          "See above why.");
    }
    return sources;
  }

  /**
   * Shows the first rows of each file, and imports nothing.
   *
   * @param how makes of the files what shows them
   * @throws JobFailedException if a file cannot be imported, unless such files are skipped
   */
  Summary dryRun(String input, Format format, Function<List<SourceFile>, DryRun> how) {
    List<SourceFile> found = new Sources(files).at(input, format);
    List<SourceFile> suitable = requireSome(topology.suitable(found, bad), input);
    DryRun dryRun = how.apply(suitable);
    Tally tally =
        suitable.stream()
            .map(source -> topology.show(source, dryRun))
            .reduce(Tally.NONE, Tally::plus);
    report.accept("nothing was imported: this was a dry run");
    return Summary.of("import")
        .with("database", config.database())
        .with("shown", tally.rows())
        .with("rejected", tally.rejected())
        .with("skipped_files", bad.skipped());
  }

  private Tally taken(List<SourceFile> sources, Target target) {
    String parts = config.rejects() == null ? null : config.rejects() + ".parts";
    discard(parts); // of an import that was killed
    try {
      if (config.rejects() != null) {
        files.create(config.rejects()).close();
      }
      Tally tally = target.take(sources, parts, report);
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
