package io.tastelake.contracts.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
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

  private boolean write(Path file, String text, boolean overwrite) throws IOException {
    try {
      new LinkLogStore(configuration)
          .write(
              new org.apache.hadoop.fs.Path(file.toUri()),
              List.of(text).iterator(),
              overwrite,
              configuration);
      return true;
    } catch (FileAlreadyExistsException taken) {
      return false;
    }
  }
}
