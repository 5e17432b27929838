package io.tastelake.bench.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HeapLogTest {

  @Test
  void theMostOfAllCollectionsCounts() {
    HeapLog log =
        HeapLog.of(
            List.of(
                "Using G1",
                "GC(0) Pause Young (Normal) (G1 Evacuation Pause) 524M->113M(812M) 9.310ms",
                "GC(1) Concurrent Mark Cycle",
                "GC(1) Pause Young (Concurrent Start) (Metadata GC Threshold) 301M->90M(1024M) 4ms"));

    assertThat(log).isEqualTo(new HeapLog(524L << 20, 1024L << 20));
  }

  @Test
  void withoutCollectionsNothingIsKnown() {
    assertThat(HeapLog.of(List.of("Using Serial"))).isEqualTo(new HeapLog(0, 0));
  }
}
