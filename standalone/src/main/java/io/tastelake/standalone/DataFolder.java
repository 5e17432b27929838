package io.tastelake.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The one folder that a standalone writes to, and what lies where in it. */
public record DataFolder(Path root) {

  public DataFolder {
    root = root.toAbsolutePath().normalize();
  }

  /**
   * The folder at {@code root}, created if there is none. A new one is open to its owner alone; in
   * one that exists, everything that a standalone keeps there is.
   *
   * @throws StandaloneException if it cannot be written, or others may write to it, too
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
      if (!Files.exists(folder.root)) {
        PrivateFolder.create(folder.root);
      }
      folder.requireOwn();
      folder.closeToOthers();
      Files.delete(Files.createTempFile(folder.root, "writable", null));
      return folder;
    } catch (IOException e) {
      throw new StandaloneException(
          "The data folder " + folder.root + " cannot be written.",
          "The system says: " + e + ".",
          "Pass a folder of your own that you can write to with --data DIR.",
          e);
    }
  }

  // Whoever may write to it may put another access.json, or another lake, in place of ours.
  private void requireOwn() throws IOException {
    if (PrivateFolder.isWritableByOthers(root)) {
      throw new StandaloneException(
          "The data folder " + root + " is open to others.",
          "Its permissions let other users replace what is in it.",
          "Close it with chmod go-w '" + root + "', or pass a folder of your own with --data DIR.");
    }
  }

  private void closeToOthers() throws IOException {
    for (Path own : List.of(postgres(), kafka(), lake(), flink(), logs(), credentials())) {
      PrivateFolder.create(own);
    }
    for (Path own :
        List.of(
            root.resolve("tmp"),
            root.resolve("notebooks"),
            jobArguments(),
            accessFile(),
            pidFile(),
            lockFile())) {
      if (Files.exists(own)) {
        PrivateFolder.close(own);
      }
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

  /** What parts of the system show each other. */
  public Path credentials() {
    return root.resolve("credentials");
  }

  /** What the root account logs in with, as the API takes it. */
  public Path rootLogin() {
    return credentials().resolve("root.json");
  }

  /** What who reads the metrics must show, as Prometheus' {@code credentials_file} has it. */
  public Path metricsToken() {
    return credentials().resolve("metrics.token");
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
