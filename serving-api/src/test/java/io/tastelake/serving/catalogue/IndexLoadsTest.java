package io.tastelake.serving.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.serving.store.Tenants;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class IndexLoadsTest {

  private static final int THREADS = 8;
  private static final int LOADS = 2_000;

  private final IndexLoads loads = new IndexLoads();
  private final AtomicInteger underWay = new AtomicInteger();
  private int done;

  @Test
  void oneGoesOnAtATimeWhoeverWantsIt() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Callable<Void>> all = new ArrayList<>();
      for (int i = 0; i < LOADS; i++) {
        String tenant = "tenant-" + i % 3;
        all.add(() -> load(tenant));
      }
      for (Future<Void> each : threads.invokeAll(all)) {
        each.get();
      }
    } finally {
      threads.shutdown();
    }
    assertThat(done).isEqualTo(LOADS);
  }

  private Void load(String tenant) {
    Tenants.Work work = Tenants.workFor(tenant);
    try {
      loads.inTurn(
          () -> {
            assertThat(underWay.incrementAndGet()).isOne();
            done++;
            underWay.decrementAndGet();
          });
    } finally {
      work.close();
    }
    return null;
  }
}
