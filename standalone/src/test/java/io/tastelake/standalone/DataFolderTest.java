package io.tastelake.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may look into a data folder. */
class DataFolderTest {

  @TempDir private Path home;

  @Test
  void aNewFolderIsItsOwnersAlone() throws IOException {
    DataFolder folder = DataFolder.create(home.resolve("new/data"));
    assertThat(permissions(folder.root())).isEqualTo("rwx------");
    assertThat(permissions(folder.root().getParent())).isEqualTo("rwx------");
    assertClosed(folder);
  }

  @Test
  void whatLiesInAnOpenOneIsClosed() throws IOException {
    Path root = Files.createDirectory(home.resolve("data"));
    for (String name : List.of("kafka", "lake", "logs", "postgres", "flink", "tmp", "notebooks")) {
      open(Files.createDirectory(root.resolve(name)), "rwxr-xr-x");
    }
    for (String name : List.of("access.json", "job.args", "standalone.pid", "standalone.lock")) {
      open(Files.createFile(root.resolve(name)), "rw-rw-r--");
    }
    open(Files.createFile(root.resolve("mine.txt")), "rw-r--r--");
    open(root, "rwxr-xr-x");
    DataFolder folder = DataFolder.create(root);
    assertClosed(folder);
    assertThat(permissions(folder.accessFile())).isEqualTo("rw-------");
    assertThat(permissions(root)).isEqualTo("rwxr-xr-x");
    assertThat(permissions(root.resolve("mine.txt"))).isEqualTo("rw-r--r--");
  }

  @Test
  void oneThatOthersMayWriteToIsRefused() throws IOException {
    for (String open : List.of("rwxrwx---", "rwx----w-", "rwxrwxrwx")) {
      Path root = open(Files.createDirectory(home.resolve(open)), open);
      assertThatThrownBy(() -> DataFolder.create(root))
          .isInstanceOf(StandaloneException.class)
          .hasMessageContaining("is open to others")
          .hasMessageContaining("chmod go-w");
      try (Stream<Path> inside = Files.list(root)) {
        assertThat(inside).isEmpty();
      }
    }
  }

  private static void assertClosed(DataFolder folder) throws IOException {
    try (Stream<Path> inside = Files.list(folder.root())) {
      for (Path path : inside.filter(each -> !each.endsWith("mine.txt")).toList()) {
        assertThat(permissions(path)).as(path.toString()).endsWith("------");
      }
    }
    assertThat(Stream.of(folder.kafka(), folder.lake(), folder.logs(), folder.postgres()))
        .allSatisfy(path -> assertThat(permissions(path)).isEqualTo("rwx------"));
  }

  private static Path open(Path path, String permissions) throws IOException {
    return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
