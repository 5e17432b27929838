package io.tastelake.lake.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.contracts.lake.LinkLogStore;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkLogStoreTest {

  private static final int WRITERS = 8;

  @TempDir Path folder;

  @Test
  void ofManyWritersOfOneCommitExactlyOneSucceeds() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
    try {
      for (int version = 0; version < 50; version++) {
        Path commit = folder.resolve(version + ".json");
        List<Callable<Boolean>> writers = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
          String text = "writer " + writer;
          writers.add(() -> write(commit, text));
        }
        int won = 0;
        for (Future<Boolean> result : threads.invokeAll(writers)) {
          won += result.get() ? 1 : 0;
        }
        assertThat(won).isEqualTo(1);
      }
    } finally {
      threads.shutdown();
    }
    assertThat(folder.toFile().list()).hasSize(50);
  }

  @Test
  void replacesOnlyWhenAskedTo() throws Exception {
    Path file = folder.resolve("_last_checkpoint");
    assertThat(write(file, "first")).isTrue();
    assertThat(write(file, "second")).isFalse();
    assertThat(Files.readString(file)).isEqualTo("first\n");

    store()
        .write(
            new org.apache.hadoop.fs.Path(file.toUri()),
            List.of("third").iterator(),
            true,
            new Configuration());

    assertThat(Files.readString(file)).isEqualTo("third\n");
  }

  private static boolean write(Path file, String text) throws Exception {
    try {
      store()
          .write(
              new org.apache.hadoop.fs.Path(file.toUri()),
              List.of(text).iterator(),
              false,
              new Configuration());
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  private static LinkLogStore store() {
    return new LinkLogStore(new Configuration());
  }
}
