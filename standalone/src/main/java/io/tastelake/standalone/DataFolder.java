package io.tastelake.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The one folder that a standalone writes to, and what lies where in it. */
public record DataFolder(Path root) {

  public DataFolder {
    root = root.toAbsolutePath().normalize();
  }

  /**
   * The folder at {@code root}, created if there is none.
   *
   * @throws StandaloneException if it cannot be written
   */
  public static DataFolder create(Path root) {
    DataFolder folder = new DataFolder(root);
    if (root.toString().isEmpty()) {
      throw new StandaloneException(
          "The data folder has no name.",
          "--data was given an empty value.",
          "Pass a folder with --data DIR, or omit --data to use ./data.");
    }
    try {
      createPrivately(folder.root);
      Files.createDirectories(folder.logs());
      Files.delete(Files.createTempFile(folder.root, "writable", null));
      return folder;
    } catch (IOException e) {
      throw new StandaloneException(
          "The data folder " + folder.root + " cannot be written.",
          "The system says: " + e + ".",
          "Pass a folder that you can write to with --data DIR.",
          e);
    }
  }

  /** Interactions are nobody else's business: a new folder is open to its owner alone. */
  private static void createPrivately(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
  }

  public Path postgres() {
    return root.resolve("postgres");
  }

  public Path kafka() {
    return root.resolve("kafka");
  }

  public Path lake() {
    return root.resolve("lake");
  }

  /** Holds the online store's password. */
  public Path postgresPassword() {
    return postgres().resolve("password");
  }

  /** What batch jobs on this installation are told. */
  public Path jobArguments() {
    return root.resolve("job.args");
  }

  /** Flink's checkpoints and temporary files. */
  public Path flink() {
    return root.resolve("flink");
  }

  public Path logs() {
    return root.resolve("logs");
  }

  public Path accessFile() {
    return root.resolve("access.json");
  }

  public Path lockFile() {
    return root.resolve("standalone.lock");
  }

  public Path pidFile() {
    return root.resolve("standalone.pid");
  }

  @Override
  public String toString() {
    return root.toString();
  }
}
