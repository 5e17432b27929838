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

  /** Does {@code count} works at once; fails as the first of them that fails. */
  public static void together(int count, IntFunction<Work> works) {
    ExecutorService threads = Executors.newFixedThreadPool(count);
    try {
      List<CompletableFuture<Void>> all = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        Work work = works.apply(i);
        all.add(CompletableFuture.runAsync(() -> runUnchecked(work), threads));
      }
      CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
    } finally {
      threads.shutdownNow();
    }
  }

  private static void runUnchecked(Work work) {
    try {
      work.run();
    } catch (Exception e) {
      throw new CompletionException(e);
    }
  }
}
