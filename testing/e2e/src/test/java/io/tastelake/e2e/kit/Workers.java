package io.tastelake.e2e.kit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;

/** Threads that work side by side. */
public final class Workers {

  private Workers() {}

  /** Something that may fail. */
  @FunctionalInterface
  public interface Work {
    void run() throws Exception;
  }

  /** Does {@code count} works at once; if one fails, interrupts the others and fails as it did. */
  public static void together(int count, IntFunction<Work> works) {
    ExecutorService threads = Executors.newFixedThreadPool(count);
    CompletableFuture<Void> failure = new CompletableFuture<>();
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Work work = works.apply(i);
      all.add(
          CompletableFuture.runAsync(() -> runUnchecked(work), threads)
              .exceptionally(
                  cause -> {
                    failure.completeExceptionally(cause);
                    threads.shutdownNow();
                    return null;
                  }));
    }
    CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
    threads.shutdownNow();
    failure.complete(null);
    failure.join();
  }

  private static void runUnchecked(Work work) {
    try {
      work.run();
    } catch (Exception e) {
      throw new CompletionException(e);
    }
  }
}
