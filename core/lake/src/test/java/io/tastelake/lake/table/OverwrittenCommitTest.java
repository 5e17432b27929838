package io.tastelake.lake.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A writer whose commits are not atomic replaces a version that was committed here. */
final class OverwrittenCommitTest {

  /** What a maintenance job commits: nothing of it moves the position. */
  private static final String OTHERS =
      "{\"commitInfo\":{\"timestamp\":1,\"operation\":\"OPTIMIZE\",\"operationParameters\":{}}}\n";

  private static final String CHECKSUM = "interactions/_delta_log/00000000000000000002.crc";

  @TempDir Path folder;

  private InteractionsLake lake;

  private URI root() {
    return folder.toUri();
  }

  @BeforeEach
  void commitTwice() {
    lake = InteractionsLake.openOrCreate(root(), CommitTest.TOPIC);
    lake.commit(CommitTest.append(lake, 0, 0, 10));
    lake.commit(CommitTest.append(lake, 0, 10, 20));
  }

  @AfterEach
  void close() {
    lake.close();
  }

  @Test
  void theNextCommitFailsAndNamesTheVersion() throws IOException {
    overwrite(2);
    assertThatThrownBy(() -> lake.commit(CommitTest.append(lake, 0, 20, 30)))
        .isInstanceOf(CommitOverwrittenException.class)
        .hasMessageContaining("Version 2 of")
        .hasMessageContaining("was overwritten")
        .hasMessageContaining("the log still has them");
    assertThat(commitFile(3)).doesNotExist();
  }

  @Test
  void soItDoesIfTheVersionHasTheSamePositionAndOtherFiles() throws IOException {
    String ours = Files.readString(commitFile(2));
    Files.writeString(commitFile(2), ours.replace(".parquet", "-other.parquet"));
    assertThatThrownBy(() -> lake.commit(CommitTest.append(lake, 0, 20, 30)))
        .isInstanceOf(CommitOverwrittenException.class);
  }

  @Test
  void anEarlierVersionIsNoticedToo() throws IOException {
    overwrite(1);
    assertThatThrownBy(() -> lake.commit(CommitTest.append(lake, 0, 20, 30)))
        .isInstanceOf(CommitOverwrittenException.class)
        .hasMessageContaining("Version 1 of");
  }

  @Test
  void aRestartedWriterGoesOnWhereTheActionsEndWhateverTheChecksumSays() throws IOException {
    Files.writeString(folder.resolve(CHECKSUM), checksumOfVersionTwo());
    overwrite(2);
    try (InteractionsLake restarted = InteractionsLake.open(root())) {
      assertThat(restarted.position().next(0)).isEqualTo(10);
      assertThatThrownBy(() -> restarted.commit(CommitTest.append(restarted, 0, 20, 30)))
          .isInstanceOf(PositionConflictException.class)
          .hasMessageContaining("leaves a gap");
      assertThat(restarted.commit(CommitTest.append(restarted, 0, 10, 30))).isTrue();
      assertThat(InteractionsLakeTest.all(restarted.newest())).hasSize(30);
    }
  }

  @Test
  void maintenanceInBetweenIsNoOverwriting() {
    LakeSnapshot newest = lake.newest();
    new Maintenance(root()).move(InteractionsLakeTest.all(newest), newest.version(), "level1");
    assertThat(lake.commit(CommitTest.append(lake, 0, 20, 30))).isTrue();
    assertThat(lake.position().next(0)).isEqualTo(30);
  }

  /** As Spark writes it: the table's state, with the position that the lost commit moved. */
  private String checksumOfVersionTwo() throws IOException {
    return """
        {"tableSizeBytes":1,"numFiles":2,"numMetadata":1,"numProtocol":1,"setTransactions":[],
         "domainMetadata":[%s],"metadata":%s,"protocol":%s}
        """
        .formatted(action("domainMetadata", 2), action("metaData", 0), action("protocol", 0))
        .replace("\n", "");
  }

  private String action(String name, long version) throws IOException {
    String start = "{\"" + name + "\":";
    String line =
        Files.readAllLines(commitFile(version)).stream()
            .filter(each -> each.startsWith(start))
            .findFirst()
            .orElseThrow();
    return line.substring(start.length(), line.length() - 1);
  }

  private void overwrite(long version) throws IOException {
    Files.writeString(commitFile(version), OTHERS);
  }

  private Path commitFile(long version) {
    return folder.resolve("interactions/_delta_log/%020d.json".formatted(version));
  }
}
