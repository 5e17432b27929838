package io.tastelake.serving.backup;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tastelake.contracts.lake.LogPosition;
import io.tastelake.lake.file.FileTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/**
 * What a backup holds; written last, so a folder with it is whole.
 *
 * @param schema the version of the online store's schema
 * @param at PostgreSQL's time at the snapshot, as ISO 8601
 * @param log where the log ended: what stands beyond is not part of the backup
 * @param tables of the online store, each after those that it refers to
 * @param sequences what each has given last
 */
public record Manifest(
    @JsonProperty("schema") String schema,
    @JsonProperty("at") String at,
    @JsonProperty("log") LogPosition log,
    @JsonProperty("tables") List<String> tables,
    @JsonProperty("sequences") Map<String, Long> sequences) {

  private static final String FILE = "backup.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  public Manifest {
    tables = List.copyOf(tables);
    sequences = Map.copyOf(sequences);
  }

  /** The name of the file that holds a table's rows. */
  static String file(String table) {
    return "store/" + table + ".copy";
  }

  static boolean isIn(FileTree folder) throws IOException {
    return folder.holds(FILE);
  }

  static Manifest of(FileTree folder) throws IOException {
    if (!isIn(folder)) {
      throw new IllegalArgumentException(
          "There is no whole backup there: " + FILE + " is missing. Name another folder.");
    }
    try (InputStream file = folder.open(FILE)) {
      return JSON.readValue(file, Manifest.class);
    }
  }

  void writeTo(FileTree folder) throws IOException {
    try (OutputStream file = folder.create(FILE)) {
      file.write(JSON.writeValueAsBytes(this));
    }
  }
}
