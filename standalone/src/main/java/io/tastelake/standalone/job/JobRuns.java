package io.tastelake.standalone.job;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tastelake.standalone.DataFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** {@code maintenance.json}: how each job that runs by itself ended last, whoever asks. */
public final class JobRuns {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;

  /** The runs on {@code folder}. */
  public JobRuns(DataFolder folder) {
    this.file = folder.root().resolve("maintenance.json");
  }

  /**
   * A run.
   *
   * @param ended ISO 8601
   * @param exit its process's exit code
   */
  public record Run(String ended, int exit) {}

  /** The last run of each job by its name; a job that never ended here is missing. */
  public synchronized Map<String, Run> last() {
    try {
      return Files.exists(file)
          ? JSON.readValue(file.toFile(), new TypeReference<TreeMap<String, Run>>() {})
          : new TreeMap<>();
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read: remove it.", e);
    }
  }

  synchronized void add(String job, Instant ended, int exit) throws IOException {
    Map<String, Run> runs = last();
    runs.put(job, new Run(ended.toString(), exit));
    Path staging = file.resolveSibling(file.getFileName() + ".new");
    JSON.writeValue(staging.toFile(), runs);
    Files.move(staging, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
