package io.tastelake.stream.lake;

import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.lake.table.InteractionsLake;
import io.tastelake.lake.table.LakeSnapshot.TimeWindow;
import io.tastelake.lake.table.RowCursor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.util.FileUtils;

/** A real lake in a folder of its own, deleted in the end. */
public final class TestLake implements AutoCloseable {

  private final Path folder;
  private final InteractionsLake lake;

  private TestLake(Path folder, InteractionsLake lake) {
    this.folder = folder;
    this.lake = lake;
  }

  /** An empty lake at the start of a topic. */
  public static TestLake create(String topicId) {
    try {
      Path folder = Files.createTempDirectory("tastelake-stream");
      URI root = folder.resolve("lake").toUri();
      return new TestLake(folder, InteractionsLake.openOrCreate(root, topicId));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public URI root() {
    return folder.resolve("lake").toUri();
  }

  /** A folder beside the lake, for whatever a job leaves. */
  public Path beside(String name) {
    return folder.resolve(name);
  }

  public InteractionsLake table() {
    return lake;
  }

  /** All rows, by partition and offset. */
  public List<LoggedEvent> rows() {
    List<LoggedEvent> rows = new ArrayList<>();
    try (RowCursor cursor =
        lake.newest().range(Long.MIN_VALUE, Long.MAX_VALUE, TimeWindow.ALWAYS)) {
      cursor.forEachRemaining(rows::add);
    }
    rows.sort(
        Comparator.comparingInt(LoggedEvent::partition).thenComparingLong(LoggedEvent::offset));
    return rows;
  }

  @Override
  public void close() {
    lake.close();
    try {
      FileUtils.deleteDirectory(folder.toFile()); // beside Flink, which tidies up in its own time
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
