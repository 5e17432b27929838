package io.tastelake.contracts.lake;

import io.delta.storage.CloseableIterator;
import io.delta.storage.LogStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Commits twice at the same moment, several times over, and looks who won. Two requests at once go
 * over two connections. It leaves nothing behind.
 */
final class CommitProbe {

  private static final int PAIRS = 20;

  private final Path folder;
  private final String scheme;
  private final LogStore store;
  private final Configuration configuration;

  private CommitProbe(Path folder, String scheme, LogStore store, Configuration configuration) {
    this.folder = folder;
    this.scheme = scheme;
    this.store = store;
    this.configuration = configuration;
  }

  static void run(URI root, String scheme, LogStore store, Configuration configuration) {
    Path folder = new Path(new Path(root), "_commit-probe-" + UUID.randomUUID());
    ExecutorService writers = Executors.newFixedThreadPool(2);
    try {
      new CommitProbe(folder, scheme, store, configuration).run(writers);
    } catch (CommitsNotAtomicException e) {
      throw e;
    } catch (IOException | RuntimeException | ExecutionException e) {
      throw new CommitsNotAtomicException(
          "Whether commits are atomic on '%s:' cannot be determined, since a file there cannot be"
                  .formatted(scheme)
              + " written and read: check that the file system's libraries are on the class path, the bucket's name, the endpoint and the permissions of"
              + " whoever writes to the lake (put, get, list and delete); the cause is: "
              + e.getMessage(),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommitsNotAtomicException("Interrupted before the store was known to be atomic", e);
    } finally {
      writers.shutdownNow();
    }
  }

  private void run(ExecutorService writers)
      throws IOException, ExecutionException, InterruptedException {
    var files = folder.getFileSystem(configuration);
    files.mkdirs(folder);
    try {
      for (int pair = 0; pair < PAIRS; pair++) {
        requireOneWinner(writers, pair);
      }
    } finally {
      files.delete(folder, true);
    }
  }

  private void requireOneWinner(ExecutorService writers, int pair)
      throws IOException, ExecutionException, InterruptedException {
    Path commit = new Path(folder, pair + ".json");
    CyclicBarrier together = new CyclicBarrier(2);
    List<Future<Boolean>> wins =
        writers.invokeAll(
            List.of(attempt(commit, "one", together), attempt(commit, "two", together)));
    boolean one = wins.get(0).get();
    boolean two = wins.get(1).get();
    if (one == two || !content(commit).equals(one ? "one" : "two")) {
      throw new CommitsNotAtomicException(
          "A lake on '%s:' is refused: of two writers that put the same object at the same moment"
                  .formatted(scheme)
              + " %s succeeded (pair %d of %d)".formatted(winners(one, two), pair + 1, PAIRS)
              + ", so one writer can replace the other's commit and acknowledged events are lost."
              + " The store does not honour the condition of a put (If-None-Match on S3): use one"
              + " that does, or put the lake on a local disk (file:) or on HDFS (hdfs:).");
    }
  }

  private static String winners(boolean one, boolean two) {
    if (one != two) {
      return "the wrong one";
    }
    return one ? "both" : "neither";
  }

  private Callable<Boolean> attempt(Path commit, String text, CyclicBarrier together) {
    return () -> {
      together.await();
      try {
        store.write(commit, List.of(text).iterator(), false, configuration);
        return true;
      } catch (FileAlreadyExistsException taken) {
        return false;
      }
    };
  }

  private String content(Path commit) throws IOException {
    try (CloseableIterator<String> lines = store.read(commit, configuration)) {
      return lines.hasNext() ? lines.next() : "";
    }
  }
}
