package io.tastelake.lake.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.domain.interaction.LoggedEvent;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A job is cancelled by interrupts, which may come at any moment, also while a checkpoint grows.
 */
class CancelledCommitTest {

  private static final String TOPIC = "topic";
  private static final int CANCELLATIONS = 60;

  private final long seed = Long.getLong("tastelake.test.seed", System.nanoTime());
  private final Random random = new Random(seed);

  @TempDir private Path folder;

  @Test
  void whateverMomentAJobIsCancelledAtTheLakeStaysReadable() throws Exception {
    System.out.println("seed = " + seed + " (CancelledCommitTest)");
    URI root = folder.toUri();
    InteractionsLake.openOrCreate(root, TOPIC).close();
    for (int i = 0; i < CANCELLATIONS; i++) {
      cancelSoon(root);
      try (InteractionsLake lake = InteractionsLake.open(root)) {
        assertThat(lake.newest().rows()).isEqualTo(lake.position().next(0));
      }
    }
  }

  private void cancelSoon(URI root) throws InterruptedException {
    AtomicBoolean cancelled = new AtomicBoolean();
    Thread job = new Thread(() -> appendUntil(cancelled, root), "job");
    job.start();
    Executor soon =
        CompletableFuture.delayedExecutor(random.nextLong(100_000_000), TimeUnit.NANOSECONDS);
    CompletableFuture.runAsync(
            () -> {
              cancelled.set(true);
              job.interrupt();
            },
            soon)
        .join();
    job.join();
  }

  private static void appendUntil(AtomicBoolean cancelled, URI root) {
    try (InteractionsLake lake = InteractionsLake.open(root)) {
      for (long at = lake.position().next(0); !cancelled.get(); at++) {
        LoggedEvent row = new LoggedEvent(0, at, Rows.event(new Random(at)));
        lake.commit(
            new LakeAppend(
                TOPIC, Map.of(0, new OffsetRange(at, at + 1)), List.of(lake.write(List.of(row)))));
      }
    } catch (RuntimeException e) {
      // what an interrupt makes of a call that waits for the disk
    }
  }
}
