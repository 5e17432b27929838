package io.tastelake.standalone;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** {@code access.json}: for its owner's eyes only, and whole at every moment. */
public final class AccessFile {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path path;
  private final Path rootLogin;

  public AccessFile(DataFolder folder) {
    this.path = folder.accessFile();
    this.rootLogin = folder.rootLogin();
  }

  /**
   * What it says, or nothing if there is none yet.
   *
   * @throws StandaloneException if it holds something else
   */
  public Optional<Access> read() {
    try {
      return Files.exists(path)
          ? Optional.of(JSON.readValue(Files.readString(path), Access.class))
          : Optional.empty();
    } catch (JsonProcessingException e) {
      throw new StandaloneException(
          path + " cannot be read.",
          e.getOriginalMessage() + ".",
          "Restore it from a backup, or start with another data folder.",
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void write(Access access) {
    try {
      PrivateFile.write(rootLogin, JSON.writeValueAsString(access.root()) + "\n");
      PrivateFile.write(
          path, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(access) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
