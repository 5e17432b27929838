package io.tastelake.standalone.cli;

import io.tastelake.standalone.DataFolder;
import java.util.Optional;
import org.apache.logging.log4j.core.config.Configurator;

/** Sends what parts of the system log to files below the data folder. */
final class LogFiles {

  private static final String FOLDER = "tastelake.logs";

  private LogFiles() {}

  static void open(DataFolder folder) {
    System.setProperty(FOLDER, folder.logs().toString());
    Configurator.reconfigure(
        java.net.URI.create(LogFiles.class.getResource("/log4j2-files.xml").toString()));
  }

  /** The log files' folder, if they are open. */
  static Optional<String> folder() {
    return Optional.ofNullable(System.getProperty(FOLDER));
  }
}
