package io.tastelake.testkit.lake;

import static org.awaitility.Awaitility.await;

import io.tastelake.contracts.lake.EventCounts;
import io.tastelake.contracts.lake.EventTally;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.lake.table.InteractionsLake;
import io.tastelake.lake.table.LakeAppend;
import io.tastelake.lake.table.LakeSnapshot.TimeWindow;
import io.tastelake.lake.table.OffsetRange;
import io.tastelake.lake.table.RowCursor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A real lake. */
public final class TestLake implements AutoCloseable {

  private final Path folder;
  private final URI root;
  private final String topicId;
  private final InteractionsLake lake;
  private final boolean temporary;

  private TestLake(Path folder, URI root, String topicId, boolean temporary) {
    this.folder = folder;
    this.root = root;
    this.topicId = topicId;
    this.lake = InteractionsLake.openOrCreate(root, topicId);
    this.temporary = temporary;
  }

  /** An empty lake at the start of a topic, in a folder of its own that closing deletes. */
  public static TestLake create(String topicId) {
    try {
      Path folder = Files.createTempDirectory("tastelake");
      return new TestLake(folder, within(folder), topicId, true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An empty lake elsewhere, such as on S3; what is beside it lies in a folder all the same. */
  public static TestLake at(URI root, String topicId) {
    try {
      return new TestLake(Files.createTempDirectory("tastelake"), root, topicId, true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A lake in a folder, which stays; empty at the start of the topic if there is none. */
  public static TestLake in(Path folder, String topicId) {
    return new TestLake(folder, within(folder), topicId, false);
  }

  private static URI within(Path folder) {
    String uri = folder.resolve("lake").toUri().toString();
    return URI.create(uri.endsWith("/") ? uri : uri + "/");
  }

  public URI root() {
    return root;
  }

  /** A folder beside the lake, for whatever a job leaves. */
  public Path beside(String name) {
    return folder.resolve(name);
  }

  public InteractionsLake table() {
    return lake;
  }

  /** One commit of rows that go on where the lake is, as the stream makes it. */
  public void append(List<LoggedEvent> rows) {
    Map<Integer, OffsetRange> ranges = new HashMap<>();
    for (LoggedEvent row : rows) {
      ranges.merge(
          row.partition(),
          new OffsetRange(row.offset(), row.offset() + 1),
          (a, b) -> new OffsetRange(Math.min(a.first(), b.first()), Math.max(a.next(), b.next())));
    }
    if (!lake.commit(new LakeAppend(topicId, ranges, List.of(lake.write(rows)), counts(rows)))) {
      throw new IllegalStateException("The lake holds these rows already: " + ranges);
    }
  }

  /** What rows of one commit, which follow each other without gaps, are by partition. */
  public static Map<Integer, EventCounts> counts(List<LoggedEvent> rows) {
    Map<Integer, EventTally> tallies = new HashMap<>();
    for (LoggedEvent row : rows) {
      tallies
          .computeIfAbsent(row.partition(), partition -> new EventTally())
          .event(row.event().database());
    }
    Map<Integer, EventCounts> counts = new HashMap<>();
    tallies.forEach((partition, tally) -> counts.put(partition, tally.counts()));
    return counts;
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
    if (temporary) {
      // a job that has just ended tidies up in its own time
      await().ignoreExceptions().until(this::deleted);
    }
  }

  private boolean deleted() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
    return Files.notExists(folder);
  }
}
