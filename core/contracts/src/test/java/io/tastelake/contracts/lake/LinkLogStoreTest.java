package io.tastelake.contracts.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LinkLogStoreTest {

  private static final int WRITERS = 8;

  private final Configuration configuration = new Configuration();

  @TempDir Path folder;

  @Test
  void ofManyWritersOfOneVersionExactlyOneSucceeds() throws Exception {
    ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
    try {
      for (int version = 0; version < 50; version++) {
        Path commit = folder.resolve(version + ".json");
        List<Callable<String>> attempts = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
          String text = "writer " + writer;
          attempts.add(() -> write(commit, text, false) ? text : "");
        }
        List<String> succeeded = new ArrayList<>();
        for (Future<String> attempt : writers.invokeAll(attempts)) {
          if (!attempt.get().isEmpty()) {
            succeeded.add(attempt.get());
          }
        }
        assertThat(succeeded).hasSize(1);
        assertThat(commit).hasContent(succeeded.get(0) + "\n");
      }
    } finally {
      writers.shutdownNow();
    }
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).hasSize(50);
    }
  }

  @Test
  void overwritesWhenToldTo() throws IOException {
    Path checkpoint = folder.resolve("_last_checkpoint");
    assertThat(write(checkpoint, "one", true)).isTrue();
    assertThat(write(checkpoint, "two", true)).isTrue();
    assertThat(checkpoint).hasContent("two\n");
  }

  @Test
  void leavesNothingBehindWhereItCannotWrite() {
    Path missing = folder.resolve("missing").resolve("0.json");
    assertThatThrownBy(() -> write(missing, "one", false)).isInstanceOf(IOException.class);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void listsFromANameOnInOrder() throws IOException {
    for (int version = 0; version < 30; version++) {
      assertThat(write(folder.resolve("%020d.json".formatted(version)), "a", false)).isTrue();
    }
    assertThat(write(folder.resolve("%020d.crc".formatted(28)), "b", false)).isTrue();
    assertThat(write(folder.resolve("_last_checkpoint"), "c", true)).isTrue();
    assertThat(names(from("%020d.".formatted(27))))
        .containsExactly(
            "%020d.json".formatted(27),
            "%020d.crc".formatted(28),
            "%020d.json".formatted(28),
            "%020d.json".formatted(29),
            "_last_checkpoint");
    assertThat(names(from("~"))).isEmpty();
  }

  /** Log clean-up goes on meanwhile. */
  @Test
  void whatGoesWhileItIsListedIsLeftOut() throws IOException {
    for (String name : List.of("1", "2", "3")) {
      assertThat(write(folder.resolve(name), name, false)).isTrue();
    }
    Iterator<FileStatus> listed = from("1");
    Files.delete(folder.resolve("2"));
    assertThat(names(listed)).containsExactly("1", "3");
  }

  @Test
  void aLogThatIsNotThereCannotBeListed() {
    assertThatThrownBy(
            () ->
                new LinkLogStore(configuration)
                    .listFrom(hadoop(folder.resolve("missing").resolve("0")), configuration))
        .isInstanceOf(FileNotFoundException.class);
  }

  private Iterator<FileStatus> from(String name) throws IOException {
    return new LinkLogStore(configuration).listFrom(hadoop(folder.resolve(name)), configuration);
  }

  private static List<String> names(Iterator<FileStatus> files) {
    List<String> names = new ArrayList<>();
    files.forEachRemaining(file -> names.add(file.getPath().getName()));
    return names;
  }

  private static org.apache.hadoop.fs.Path hadoop(Path file) {
    return new org.apache.hadoop.fs.Path(file.toUri());
  }

  private boolean write(Path file, String text, boolean overwrite) throws IOException {
    try {
      new LinkLogStore(configuration)
          .write(hadoop(file), List.of(text).iterator(), overwrite, configuration);
      return true;
    } catch (FileAlreadyExistsException taken) {
      return false;
    }
  }
}
