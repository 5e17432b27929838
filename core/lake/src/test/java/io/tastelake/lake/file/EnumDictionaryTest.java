package io.tastelake.lake.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.domain.interaction.Operation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.parquet.io.api.Binary;
import org.junit.jupiter.api.Test;

/** The words that all writers of a process share. */
final class EnumDictionaryTest {

  private static final int READS = 300_000;

  /** Parquet reads a word's bytes when it closes a file, and several files close at once. */
  @Test
  void severalThreadsReadOneWordAtOnce() throws Exception {
    Binary word = EnumDictionary.of(Operation.RECORD);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Boolean>> all =
          Stream.generate(() -> threads.submit(() -> readsAlike(word))).limit(4).toList();
      for (Future<Boolean> each : all) {
        assertThat(each.get()).isTrue();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static boolean readsAlike(Binary word) {
    for (int i = 0; i < READS; i++) {
      if (!new String(word.getBytes(), StandardCharsets.UTF_8).equals("RECORD")) {
        return false;
      }
    }
    return true;
  }
}
