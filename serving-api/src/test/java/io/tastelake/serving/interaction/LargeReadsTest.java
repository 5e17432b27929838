package io.tastelake.serving.interaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tastelake.serving.log.OverloadedException;
import io.tastelake.serving.store.Tenants;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LargeReadsTest {

  private static final long ALL = 1 << 20;
  private static final long HALF = (1 << 19) - (1 << 10);

  private final LargeReads reads = new LargeReads(ALL, Duration.ofSeconds(20));
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  private LargeReads.Share take(LargeReads reads, String tenant, long bytes) {
    Tenants.Work work = Tenants.workFor(tenant);
    try {
      return reads.take(bytes);
    } finally {
      work.close();
    }
  }

  private CompletableFuture<LargeReads.Share> later(String tenant, long bytes) {
    return CompletableFuture.supplyAsync(() -> take(reads, tenant, bytes), threads);
  }

  /** Of sixteen that may wait, one organization has at most twelve. */
  @Test
  void whoeverWaitsWithManyReadsNeitherFillsTheQueueNorGoesFirst() {
    LargeReads.Share first = take(reads, "busy", HALF);
    LargeReads.Share second = take(reads, "busy", HALF);
    List<CompletableFuture<LargeReads.Share>> theirs = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      theirs.add(later("busy", HALF));
    }
    await().until(() -> theirs.stream().filter(CompletableFuture::isDone).count() == 8);
    assertThat(theirs.stream().filter(CompletableFuture::isDone))
        .allMatch(CompletableFuture::isCompletedExceptionally);
    CompletableFuture<LargeReads.Share> ours = later("calm", HALF);
    await().until(() -> reads.waiting() == 13);
    first.close();
    LargeReads.Share third = ours.join();
    assertThat(theirs.stream().filter(CompletableFuture::isDone)).hasSize(8);
    third.close();
    second.close();
    AtomicInteger granted = new AtomicInteger();
    List<CompletableFuture<Void>> ended =
        theirs.stream().map(read -> read.thenAccept(share -> end(share, granted))).toList();
    await().until(() -> ended.stream().allMatch(CompletableFuture::isDone));
    assertThat(granted).hasValue(12);
    take(reads, "calm", 10 * ALL).close();
  }

  private static void end(LargeReads.Share share, AtomicInteger granted) {
    granted.incrementAndGet();
    share.close();
  }

  @Test
  void whoGivesUpLetsTheNextBegin() {
    LargeReads impatient = new LargeReads(ALL, Duration.ofMillis(50));
    LargeReads.Share half = take(impatient, "busy", HALF);
    assertThatThrownBy(() -> take(impatient, "calm", ALL)).isInstanceOf(OverloadedException.class);
    take(impatient, "calm", ALL / 4).close();
    half.close();
    take(impatient, "calm", ALL).close();
  }
}
