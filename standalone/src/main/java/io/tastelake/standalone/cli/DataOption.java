package io.tastelake.standalone.cli;

import io.tastelake.standalone.DataFolder;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which data folder a command is about. */
final class DataOption {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data",
      description = "The folder for all data (default: ./data).")
  private Path path;

  DataFolder folder() {
    return new DataFolder(path);
  }

  /** The folder, made and writable, with log files open in it. */
  DataFolder open() {
    DataFolder folder = DataFolder.create(path);
    LogFiles.open(folder);
    return folder;
  }
}
