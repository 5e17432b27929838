package io.tastelake.lake.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tastelake.contracts.lake.RowOrder;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.LoggedEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files are read page by page or whole, in order even if a writer did not sort them. */
class RowFilesTest {

  private static final int ROWS = 20_000;
  private static final LakeReadConfig PAGE_BY_PAGE = new LakeReadConfig(0, 1 << 24, 0, 0);
  private static final LakeReadConfig KEEPING_BATCHES = new LakeReadConfig(1 << 26, 1 << 24, 0, 0);

  @TempDir Path path;
  private TableFolder folder;

  @BeforeEach
  void open() {
    folder = TableFolder.at(path.toUri(), new Configuration());
  }

  @Test
  void findsAnActorsRowsPageByPageAndWhole() {
    List<LoggedEvent> rows = rows();
    StoredFile file = written(new RowFileWriter(folder).write("segment=fresh", rows));
    for (LakeReadConfig config : List.of(LakeReadConfig.defaults(), PAGE_BY_PAGE)) {
      RowFiles files = new RowFiles(folder, config);
      for (int i = 0; i < 50; i++) {
        long hash = RowOrder.hash(rows.get(i * 7));
        List<LoggedEvent> found = read(files.runs(file, HashRange.point(hash)));
        assertThat(found)
            .containsExactlyInAnyOrderElementsOf(
                rows.stream().filter(row -> RowOrder.hash(row) == hash).toList());
      }
    }
  }

  @Test
  void anUnsortedFileIsSortedWhileItIsRead() throws IOException {
    List<LoggedEvent> rows = rows();
    StoredFile file = unsorted(rows);
    for (LakeReadConfig config :
        List.of(new LakeReadConfig(1 << 26, 1 << 24, 0, 1 << 26), PAGE_BY_PAGE)) {
      RowFiles files = new RowFiles(folder, config);
      assertThat(read(files.runs(file, HashRange.ALL)))
          .isEqualTo(rows.stream().sorted(RowOrder.COMPARATOR).toList());
      long hash = RowOrder.hash(rows.get(11));
      List<LoggedEvent> found = read(files.runs(file, HashRange.point(hash)));
      assertThat(found)
          .containsExactlyInAnyOrderElementsOf(
              rows.stream().filter(row -> RowOrder.hash(row) == hash).toList());
    }
  }

  @Test
  void rowsOfOneHashThatAreOutOfOrderAcrossPagesAreSortedToo() throws IOException {
    Actor actor = new Actor(Actor.Kind.USER, "one");
    List<LoggedEvent> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      rows.add(new LoggedEvent(0, ROWS - i, retract(actor, i)));
    }
    RowFiles files = new RowFiles(folder, PAGE_BY_PAGE);

    assertThat(read(files.runs(unsorted(rows), HashRange.ALL)))
        .isEqualTo(rows.stream().sorted(RowOrder.COMPARATOR).toList());
  }

  @Test
  void readOnFromAnyHashItHoldsEachRowOnce() {
    List<LoggedEvent> rows = rows();
    StoredFile file = written(new RowFileWriter(folder).write("segment=fresh", rows));
    List<LoggedEvent> sorted = rows.stream().sorted(RowOrder.COMPARATOR).toList();
    Random random = new Random(7);
    for (LakeReadConfig config : List.of(KEEPING_BATCHES, PAGE_BY_PAGE)) {
      RowFiles files = new RowFiles(folder, config);
      List<LoggedEvent> read = new ArrayList<>();
      long from = Long.MIN_VALUE;
      while (read.size() < ROWS) {
        List<LoggedEvent> part = begun(files, file, from, 1 + random.nextInt(3_000));
        read.addAll(part);
        from = RowOrder.hash(part.get(part.size() - 1)) + 1;
      }
      assertThat(read).isEqualTo(sorted);
    }
  }

  @Test
  void whoReadsOnFindsTheBatchThatWasLeftInItsMiddle() {
    List<LoggedEvent> rows = rows(Integer.MAX_VALUE); // batches end between two actors
    StoredFile file = written(new RowFileWriter(folder).write("segment=fresh", rows));
    RowFiles files = new RowFiles(folder, KEEPING_BATCHES);
    List<LoggedEvent> first = begun(files, file, Long.MIN_VALUE, 100);
    assertThat(pathOf(file).toFile().delete()).isTrue();

    long from = RowOrder.hash(first.get(first.size() - 1)) + 1;
    assertThat(begun(files, file, from, 100)).hasSizeGreaterThanOrEqualTo(100);
    assertThatThrownBy(() -> begun(files, file, from, ROWS))
        .isInstanceOf(UncheckedIOException.class);

    files.keepOnly(Set.of());
    assertThatThrownBy(() -> begun(files, file, from, 100))
        .isInstanceOf(UncheckedIOException.class);
  }

  /** So many rows from a hash on, and those of the last one's hash. */
  private static List<LoggedEvent> begun(RowFiles files, StoredFile file, long from, int count) {
    List<LoggedEvent> read = new ArrayList<>();
    for (RowRun run : files.runs(file, new HashRange(from, Long.MAX_VALUE))) {
      try (run) {
        while (run.advance() && (read.size() < count || isOfLastHash(run, read))) {
          read.add(run.block().event(run.row()));
        }
      }
    }
    return read;
  }

  private static boolean isOfLastHash(RowRun run, List<LoggedEvent> read) {
    return run.block().hash(run.row()) == RowOrder.hash(read.get(read.size() - 1));
  }

  private Path pathOf(StoredFile file) {
    return path.resolve(path.toUri().relativize(java.net.URI.create(file.location())).getPath());
  }

  @Test
  void namesTheRemedyWhenAFileIsGone() {
    StoredFile file = written(new RowFileWriter(folder).write("segment=fresh", rows()));
    assertThat(pathOf(file).toFile().delete()).isTrue();
    RowFiles files = new RowFiles(folder, PAGE_BY_PAGE);

    assertThatThrownBy(() -> files.runs(file, HashRange.ALL))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("VACUUM");
  }

  private List<LoggedEvent> rows() {
    return rows(ROWS / 20);
  }

  private List<LoggedEvent> rows(int actors) {
    Random random = new Random(5);
    List<LoggedEvent> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      Actor actor = new Actor(Actor.Kind.USER, "u" + random.nextInt(actors));
      rows.add(new LoggedEvent(0, i, retract(actor, i)));
    }
    Collections.shuffle(rows, random);
    return rows;
  }

  private static InteractionEvent retract(Actor actor, int id) {
    return InteractionEvent.retract(
        DatabaseId.of(new UUID(1, 1)), actor, new InteractionId(new UUID(2, id)), id);
  }

  private StoredFile written(DataFile file) {
    return new StoredFile(folder.locationOf(file.path()), file.size());
  }

  /** A file as a writer that does not sort makes it. */
  private StoredFile unsorted(List<LoggedEvent> rows) throws IOException {
    HashedRow[] inGivenOrder =
        rows.stream().map(row -> new HashedRow(RowOrder.hash(row), row)).toArray(HashedRow[]::new);
    String location = folder.locationOf("unsorted.parquet");
    Files.deleteIfExists(path.resolve("unsorted.parquet"));
    RowFileWriter.write(folder.output(location), inGivenOrder);
    return new StoredFile(location, folder.status(location).getLen());
  }

  private static List<LoggedEvent> read(List<RowRun> runs) {
    PriorityQueue<RowRun> heads =
        new PriorityQueue<>((a, b) -> RowBlock.compare(a.block(), a.row(), b.block(), b.row()));
    runs.stream().filter(RowRun::advance).forEach(heads::add);
    List<LoggedEvent> rows = new ArrayList<>();
    while (!heads.isEmpty()) {
      RowRun run = heads.poll();
      rows.add(run.block().event(run.row()));
      if (run.advance()) {
        heads.add(run);
      }
    }
    return rows;
  }
}
