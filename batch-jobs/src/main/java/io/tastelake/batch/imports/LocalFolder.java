package io.tastelake.batch.imports;

import io.tastelake.batch.JobFailedException;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What of a local folder may be imported: files that are really in it. Who may put a link into it
 * does not choose what else of this machine is read.
 */
final class LocalFolder implements Serializable {

  private static final long serialVersionUID = 1L;

  private final String root;

  private LocalFolder(Path root) {
    this.root = root.toString();
  }

  /** The folder, or single file, that the user names; it may be a link itself. */
  static LocalFolder of(Path input) throws IOException {
    return new LocalFolder(input.toRealPath());
  }

  /**
   * Whether a folder is looked into: a link to one that is here is not, since that one is.
   *
   * @throws JobFailedException if it is elsewhere
   */
  boolean holds(Path folder) throws IOException {
    requireInside(folder);
    return !Files.isSymbolicLink(folder);
  }

  /**
   * Makes sure that a file is one, and here.
   *
   * @throws JobFailedException if it is elsewhere, or a pipe or device, which may never end
   */
  void requireFile(Path file) throws IOException {
    requireInside(file);
    if (!Files.isRegularFile(file)) {
      throw new JobFailedException(
          "%s is neither a file nor a folder.".formatted(file),
          "Write its content to a file; nothing was imported.");
    }
  }

  private void requireInside(Path path) throws IOException {
    Path real = path.toRealPath();
    if (!real.startsWith(root)) {
      throw new JobFailedException(
          "%s is a link that leads out of the folder, to %s.".formatted(path, real),
          "Import what it leads to by its own name, or copy it; nothing was imported.");
    }
  }
}
