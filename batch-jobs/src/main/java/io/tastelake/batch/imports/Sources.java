package io.tastelake.batch.imports;

import io.tastelake.batch.JobFailedException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;

/**
 * The files of an import, named so that the same content has the same name wherever it lies: by its
 * file's name and its SHA-256, compressed or not; or as the user says.
 */
final class Sources {

  private static final int DIGITS = 16;

  private final Files files;

  Sources(Files files) {
    this.files = files;
  }

  /**
   * The files at {@code input}.
   *
   * @param format of all of them, or null to go by their names
   * @throws JobFailedException if there are none, or one is of no known format, or a URL is given
   */
  List<SourceFile> at(String input, Format format) {
    List<SourceFile> sources = new ArrayList<>();
    for (FileStatus file : found(input)) {
      String name = file.getPath().getName();
      Format its = format != null ? format : Format.ofName(name).orElseThrow(() -> unknown(name));
      String uri = file.getPath().toUri().toString();
      sources.add(new SourceFile(uri, name, file.getLen(), its));
    }
    if (sources.isEmpty()) {
      throw new JobFailedException(
          "There is nothing to import: %s holds no file.".formatted(input),
          "Name another with --input.");
    }
    return sources;
  }

  private List<FileStatus> found(String input) {
    try {
      return files.below(input);
    } catch (FileNotFoundException e) {
      throw unreadable(input, "there is no such file or folder", e);
    } catch (IOException e) {
      throw unreadable(input, e.getMessage(), e);
    }
  }

  private static JobFailedException unreadable(String input, String cause, IOException e) {
    return new JobFailedException(
        "The input %s cannot be read: %s.".formatted(input, cause),
        "Check --input and its permissions; nothing was imported.",
        e);
  }

  private static JobFailedException unknown(String name) {
    return new JobFailedException(
        name + " cannot be imported: its name says no format.",
        "Name it .csv, .jsonl or .parquet, with .gz, .bz2 or .zst behind it or not, or say"
            + " --format.");
  }

  /**
   * {@code source}, known by its content; reads all of it.
   *
   * @throws JobFailedException if it cannot be read to its end
   */
  static SourceFile namedByContent(SourceFile source, Files files) {
    try {
      String digest = files.digest(source.uri()).substring(0, DIGITS);
      return source.named(Packing.plainName(source.name()) + "@" + digest);
    } catch (IOException e) {
      throw cut(source, e);
    }
  }

  /** A file ends before its content does, or cannot be read for another reason. */
  static JobFailedException cut(SourceFile source, IOException e) {
    return new JobFailedException(
        "%s cannot be read to its end: %s.".formatted(source.uri(), reason(e)),
        "Copy it again, in full; nothing was imported.",
        e);
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? "it ends too early" : e.getMessage().replaceFirst("\\.$", "");
  }

  /**
   * The same files, known by a name that the user gives.
   *
   * @param found how many there were before some were skipped
   */
  static List<SourceFile> named(List<SourceFile> sources, String name, int found) {
    return found == 1
        ? List.of(sources.get(0).named(name))
        : sources.stream().map(each -> each.named(name + "/" + each.name())).toList();
  }
}
