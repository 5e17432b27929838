package io.tastelake.lake.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.contracts.lake.InteractionsTable;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.lake.file.DataFile;
import io.tastelake.lake.file.HashRange;
import io.tastelake.lake.file.LakeReadConfig;
import io.tastelake.lake.file.RowGroupsFile;
import io.tastelake.lake.file.RowGroupsFile.PageIndexes;
import io.tastelake.lake.file.TableFolder;
import io.tastelake.lake.table.LakeSnapshot.TimeWindow;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whoever counts rows of a file counts over all of its row groups: positions of deletion vectors,
 * page indexes, and cursors.
 */
class RowGroupsTest {

  private static final String TOPIC = "b8tRS7h4TJ2Vt43Dp85v2A";
  private static final int ROWS = 3_000;
  private static final LakeReadConfig PAGE_BY_PAGE = new LakeReadConfig(0, 1 << 24, 0, 0);

  @TempDir Path root;

  @Test
  void aDeletionVectorCountsRowsFromTheFirstOfTheFile() throws IOException {
    List<LoggedEvent> shuffled = new ArrayList<>(Rows.some(5, ROWS));
    Collections.shuffle(shuffled, new Random(6));
    assertRowsAreCounted("shuffled", PageIndexes.WRITTEN, shuffled);
    assertRowsAreCounted("sorted", PageIndexes.WRITTEN, InteractionsLakeTest.sorted(shuffled));
    assertRowsAreCounted("unindexed", PageIndexes.LEFT_OUT, shuffled);
  }

  private void assertRowsAreCounted(String name, PageIndexes indexes, List<LoggedEvent> rows)
      throws IOException {
    URI location = root.toUri().resolve(name + "/");
    InteractionsLake.openOrCreate(location, TOPIC).close();
    DataFile file = write(location, indexes, rows);
    try (InteractionsLake lake = InteractionsLake.openOrCreate(location, TOPIC)) {
      lake.commit(Rows.append(TOPIC, rows, List.of(file)));
    }
    assertShown(location, rows);

    int[] deleted = {0, 99, 100, 701, 1_399, 1_400, 1_555, 2_100, 2_999};
    new Maintenance(location).delete(file.path(), deleted);

    assertShown(location, without(rows, deleted));
  }

  /** Every reader, whole files and page by page, shows exactly {@code rows}. */
  private static void assertShown(URI location, List<LoggedEvent> rows) {
    for (LakeReadConfig config : List.of(LakeReadConfig.defaults(), PAGE_BY_PAGE)) {
      try (InteractionsLake lake = InteractionsLake.open(location, config)) {
        LakeSnapshot newest = lake.newest();
        assertThat(newest.rows()).isEqualTo(rows.size());
        assertThat(InteractionsLakeTest.all(newest)).isEqualTo(InteractionsLakeTest.sorted(rows));
        Set<List<Object>> actors = new HashSet<>();
        for (LoggedEvent row : rows) {
          DatabaseId database = row.event().database();
          Actor actor = row.event().actor();
          if (actors.add(List.of(database, actor))) {
            assertThat(newest.actor(database, actor))
                .containsExactlyInAnyOrderElementsOf(
                    InteractionsLakeTest.of(database, actor, rows));
          }
        }
        List<LoggedEvent> inParts = new ArrayList<>();
        List<HashRange> parts = newest.parts(200);
        for (HashRange part : parts) {
          try (RowCursor cursor = newest.range(part.first(), part.last(), TimeWindow.ALWAYS)) {
            cursor.forEachRemaining(inParts::add);
          }
        }
        assertThat(inParts).isEqualTo(InteractionsLakeTest.sorted(rows));
      }
    }
  }

  private static List<LoggedEvent> without(List<LoggedEvent> rows, int... deleted) {
    List<LoggedEvent> left = new ArrayList<>(rows);
    for (int i = deleted.length - 1; i >= 0; i--) {
      left.remove(deleted[i]);
    }
    return left;
  }

  private static DataFile write(URI location, PageIndexes indexes, List<LoggedEvent> rows)
      throws IOException {
    TableFolder folder =
        TableFolder.at(location.resolve(InteractionsTable.NAME), new Configuration());
    return RowGroupsFile.write(
        folder, InteractionsTable.SEGMENT + "=fresh/groups.parquet", indexes, rows);
  }
}
